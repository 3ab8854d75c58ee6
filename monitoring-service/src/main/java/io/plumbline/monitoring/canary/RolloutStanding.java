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
            return new RolloutStanding(
                    "Harm is evident, so it is rolled back (ROLL_BACK)", verdict.reason(), null, place);
        }
        return switch (state) {
            case PENDING ->
                new RolloutStanding("Planned", "no call leads to the canary yet.", null, "none of " + step.of());
            case RUNNING -> running(verdict, place + ", " + step.weight() + " % of the calls");
            case PAUSED ->
                new RolloutStanding(
                        "Paused",
                        "the canary keeps its share of the calls, and only harm would be acted on.",
                        null,
                        place + ", " + step.weight() + " % of the calls");
            case PROMOTED -> promoted(times, step.of() + " of " + step.of() + ", done", now);
            case ABORTED ->
                new RolloutStanding(
                        "Aborted", "all calls went back to the control at", times.endedAt(), "ended at " + place);
            case ROLLED_BACK ->
                new RolloutStanding(
                        "Rolled back", "the version before took over again at", times.endedAt(), "ended at " + place);
        };
    }

    private static RolloutStanding running(RolloutAnalysisResponse.@Nullable PresentVerdict verdict, String step) {
        if (verdict == null) {
            return new RolloutStanding("Running", "nothing is said of it.", null, step);
        }
        return new RolloutStanding(
                verdict.verdict() == VerdictKind.PROMOTE
                        ? "Safe, so it goes a step on (PROMOTE)"
                        : "Stays at its step (HOLD)",
                verdict.reason(),
                null,
                step);
    }

    private static RolloutStanding promoted(Times times, String step, Instant now) {
        Instant until = times.watchedUntil();
        Instant ended = times.endedAt() == null && until != null && !now.isBefore(until) ? until : times.endedAt();
        return ended == null
                ? new RolloutStanding(
                        "Promoted", "it serves all calls, and harm would still take it back until", until, step)
                : new RolloutStanding("Promoted", "it has not been watched any more since", ended, step);
    }
}
