package io.plumbline.eval.benchmark.ledger;

import io.plumbline.eval.benchmark.task.ItemScore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The outcome of a call.
///
/// @param score null if it failed
/// @param error null unless it failed
/// @param answer the text of the answer, truncated
public record RunAnswer(
        RunUnit unit, @Nullable ItemScore score, @Nullable String error, String answer, Spent spent) {

    /// @param latencyMs of the answer
    public record Spent(int calls, long tokens, BigDecimal costUsd, double latencyMs) {

        public static final Spent NOTHING = new Spent(0, 0, BigDecimal.ZERO, 0);
    }
}
