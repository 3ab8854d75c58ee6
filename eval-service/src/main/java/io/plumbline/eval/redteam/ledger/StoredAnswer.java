package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialCrew;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of a probe on one side.
///
/// @param error why it has none; null otherwise
/// @param transcript what was said, the attack first
/// @param judged the judge's score; null without one
/// @param guardrails what the guards found; null if they were bypassed or found nothing
public record StoredAnswer(
        int probe,
        ProbeSide side,
        ProbeOutcome outcome,
        @Nullable String error,
        List<ProbeTurn> transcript,
        @Nullable Double judged,
        @Nullable String guardrails,
        Spent spent)
        implements TrialCrew.Answer {

    public StoredAnswer {
        transcript = List.copyOf(transcript);
    }

    /// @param role `user`, `assistant` or `tool`
    public record ProbeTurn(String role, String text) {}

    /// Returns a copy with the judge's score, and what the judge spent.
    public StoredAnswer judged(@Nullable Double score, Spent more) {
        return new StoredAnswer(probe, side, outcome, error, transcript, score, guardrails, spent.plus(more));
    }
}
