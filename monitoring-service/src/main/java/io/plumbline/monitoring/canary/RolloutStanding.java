package io.plumbline.monitoring.canary;

import io.plumbline.monitoring.canary.RolloutAnalysisResponse.AnalysedStep;
import io.plumbline.monitoring.rollout.RolloutState;
import io.plumbline.monitoring.rollout.Times;
import io.plumbline.monitoring.verdict.VerdictKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The standing of a rollout in words: by its state, and by the evidence while that can still change the state. A
/// verdict refers to a step, so `HOLD` does not apply to a rollout without a step.
///
/// @param lead a few words
/// @param sentence the consequence
/// @param at the time at the end of the sentence; null for none
/// @param step current or final step
record RolloutStanding(
        String lead, String sentence, @Nullable Instant at, String step) {

    static RolloutStanding of(RolloutAnalysisResponse analysis, Instant now) {
        return of(analysis.state(), analysis.times(), analysis.step(), analysis.verdict(), now);
    }

    /// @param verdict null if the rollout has ended
    static RolloutStanding of(
            RolloutState state,
            Times times,
            AnalysedStep step,
            RolloutAnalysisResponse.@Nullable PresentVerdict verdict,
            Instant now) {
        String place = (step.index() + 1) + " of " + step.of();
        if (verdict != null && verdict.verdict() == VerdictKind.ROLL_BACK) {
            return new RolloutStanding("Harmful: being rolled back (ROLL_BACK)", verdict.reason(), null, place);
        }
        return switch (state) {
            case PENDING ->
                new RolloutStanding("Scheduled", "the canary receives no calls yet.", null, "none of " + step.of());
            case RUNNING -> running(verdict, place + ", " + step.weight() + " % of the calls");
            case PAUSED ->
                new RolloutStanding(
                        "Paused",
                        "the canary keeps its share of the calls. Only harm triggers an action.",
                        null,
                        place + ", " + step.weight() + " % of the calls");
            case PROMOTED -> promoted(times, step.of() + " of " + step.of() + ", done", now);
            case ABORTED ->
                new RolloutStanding(
                        "Aborted", "all calls returned to the control at", times.endedAt(), "ended at " + place);
            case ROLLED_BACK ->
                new RolloutStanding(
                        "Rolled back", "the previous version took over again at", times.endedAt(), "ended at " + place);
        };
    }

    private static RolloutStanding running(RolloutAnalysisResponse.@Nullable PresentVerdict verdict, String step) {
        if (verdict == null) {
            return new RolloutStanding("Running", "no verdict yet.", null, step);
        }
        return new RolloutStanding(
                verdict.verdict() == VerdictKind.PROMOTE
                        ? "Safe: advancing a step (PROMOTE)"
                        : "Holding at its step (HOLD)",
                verdict.reason(),
                null,
                step);
    }

    private static RolloutStanding promoted(Times times, String step, Instant now) {
        Instant until = times.watchedUntil();
        Instant ended = times.endedAt() == null && until != null && !now.isBefore(until) ? until : times.endedAt();
        return ended == null
                ? new RolloutStanding(
                        "Promoted", "it serves all calls. Harm still triggers a rollback until", until, step)
                : new RolloutStanding("Promoted", "monitoring for harm ended at", ended, step);
    }
}
