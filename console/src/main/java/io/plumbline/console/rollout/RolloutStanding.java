package io.plumbline.console.rollout;

import io.plumbline.console.rollout.AnalysisClient.Analysis;
import io.plumbline.console.rollout.AnalysisClient.Times;
import io.plumbline.console.rollout.AnalysisClient.Verdict;
import io.plumbline.console.rollout.RolloutClient.Rollout;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The standing of a rollout in words: by its state, and by the evidence while that can still change the state. A
/// verdict refers to a step, so `HOLD` does not apply to a rollout without a step.
///
/// @param lead a few words
/// @param sentence the consequence
/// @param at the time at the end of the sentence; null for none
/// @param step current or final step
/// @param tone a style: `good`, `warn`, `bad` or empty
record RolloutStanding(
        String lead, String sentence, @Nullable Instant at, String step, String tone) {

    private static final String NEUTRAL = "";

    /// @param analysis null while monitoring-service has none
    static RolloutStanding of(Rollout rollout, @Nullable Analysis analysis, Instant now) {
        String place = (rollout.step() + 1) + " of " + rollout.steps().size();
        Verdict verdict = analysis == null || (!rollout.isOpen() && !"PROMOTED".equals(rollout.state()))
                ? null
                : analysis.verdict();
        if (verdict != null && "ROLL_BACK".equals(verdict.verdict())) {
            String lead = rollout.analysis().isDryRun()
                    ? "Harmful: a dry run does not roll back"
                    : "Harmful: being rolled back";
            return new RolloutStanding(lead, verdict.reason(), null, place, "bad");
        }
        String share = place + ", " + rollout.weight() + " % of the calls";
        Times times = analysis == null ? null : analysis.times();
        Instant ended = times == null ? null : times.endedAt();
        return switch (rollout.state()) {
            case "PENDING" ->
                new RolloutStanding(
                        "Scheduled",
                        rollout.startsAt() == null ? "The canary receives no calls yet." : "The canary starts at",
                        rollout.startsAt(),
                        "none of " + rollout.steps().size(),
                        NEUTRAL);
            case "RUNNING" -> running(verdict, share);
            case "PAUSED" ->
                new RolloutStanding(
                        "Paused",
                        "The canary keeps its share of the calls. Only harm triggers an action.",
                        null,
                        share,
                        "warn");
            case "PROMOTED" ->
                promoted(
                        times, rollout.steps().size() + " of " + rollout.steps().size(), now);
            case "ABORTED" ->
                new RolloutStanding(
                        "Aborted",
                        "All calls returned to the control" + (ended == null ? "." : " at"),
                        ended,
                        "ended at " + place,
                        "warn");
            default ->
                new RolloutStanding(
                        "Rolled back",
                        "The previous version took over again" + (ended == null ? "." : " at"),
                        ended,
                        "ended at " + place,
                        "bad");
        };
    }

    private static RolloutStanding running(@Nullable Verdict verdict, String step) {
        if (verdict == null) {
            return new RolloutStanding("Running", "There is no verdict yet.", null, step, NEUTRAL);
        }
        return "PROMOTE".equals(verdict.verdict())
                ? new RolloutStanding("Safe: advancing a step", verdict.reason(), null, step, "good")
                : new RolloutStanding("Holding at its step", verdict.reason(), null, step, NEUTRAL);
    }

    private static RolloutStanding promoted(@Nullable Times times, String step, Instant now) {
        Instant until = times == null ? null : times.watchedUntil();
        Instant ended = times == null ? null : times.endedAt();
        if (ended == null && until != null && !now.isBefore(until)) {
            ended = until;
        }
        if (ended != null) {
            return new RolloutStanding("Promoted", "Monitoring for harm ended at", ended, step, "good");
        }
        return until == null
                ? new RolloutStanding("Promoted", "It serves all calls.", null, step, "good")
                : new RolloutStanding(
                        "Promoted", "It serves all calls. Harm still triggers a rollback until", until, step, "good");
    }
}
