package io.plumbline.eval.benchmark.ledger;

import io.plumbline.eval.benchmark.task.ItemScore;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialCrew;
import org.jspecify.annotations.Nullable;

/// The outcome of a call.
///
/// @param score null if it failed
/// @param error null unless it failed
/// @param answer the text of the answer, truncated
public record RunAnswer(
        RunUnit unit, @Nullable ItemScore score, @Nullable String error, String answer, Spent spent)
        implements TrialCrew.Answer {}
