package io.plumbline.monitoring.canary;

import io.plumbline.clients.gateway.RolloutAttributes;
import io.plumbline.monitoring.rollout.AnalysisPoint;
import io.plumbline.monitoring.rollout.ArmTally;
import io.plumbline.monitoring.rollout.Arms;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.rollout.Happening;
import io.plumbline.monitoring.rollout.RolloutState;
import io.plumbline.monitoring.rollout.Times;
import io.plumbline.monitoring.verdict.PostedVerdicts;
import io.plumbline.monitoring.verdict.RolloutDecision;
import io.plumbline.monitoring.verdict.VerdictKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An analysis in the API.
///
/// @param verdict the current verdict; null if the rollout has ended
record RolloutAnalysisResponse(
        UUID rolloutId,
        String team,
        AnalysedRollout rollout,
        RolloutState state,
        Times times,
        AnalysedStep step,
        AnalysedArms arms,
        List<AnalysedMetric> metrics,
        @Nullable PresentVerdict verdict,
        Course course) {

    /// @param judgeScorer scorer of the metric `judgeScore`; null without this metric
    record AnalysedRollout(
            String route,
            String environment,
            String model,
            @Nullable String judgeScorer) {}

    /// @param index index of the current step, from 0
    /// @param weight share of calls of the canary, in percent
    /// @param canaryCalls in this step
    record AnalysedStep(int index, int of, int weight, long canaryCalls) {}

    /// @param promoted the new version after its promotion; null before
    record AnalysedArms(
            AnalysedArm control,
            AnalysedArm canary,
            @Nullable AnalysedArm promoted) {}

    /// @param calls calls that were answered or failed at the provider or in the gateway
    /// @param leftOut calls that were blocked, or refused because of the caller
    /// @param errorRate 0..1; null without calls
    /// @param meanScore mean score of the feedback, 0..1; null without feedback
    record AnalysedArm(
            String variant,
            int version,
            @Nullable String prompt,
            long calls,
            long errors,
            long leftOut,
            @Nullable Double errorRate,
            long scores,
            @Nullable Double meanScore) {

        static AnalysedArm of(RolloutAttributes.Arm arm, ArmTally tally) {
            return new AnalysedArm(
                    arm.variant(),
                    arm.version(),
                    arm.prompt(),
                    tally.calls(),
                    tally.errors(),
                    tally.leftOut(),
                    tally.errorRate(),
                    tally.scores(),
                    tally.meanScore());
        }
    }

    record PresentVerdict(VerdictKind verdict, String reason) {}

    /// @param points the evidence over time, with natural logarithms of e-values; at most 240, empty in lists
    /// @param happenings the gateway's events
    /// @param verdicts the verdicts of monitoring-service, empty in lists
    record Course(List<AnalysisPoint> points, List<Happening> happenings, List<PostedVerdicts.SaidVerdict> verdicts) {}

    static RolloutAnalysisResponse of(CanaryAnalysis analysis, List<PostedVerdicts.SaidVerdict> verdicts, Instant now) {
        RolloutAttributes rollout = analysis.rollout();
        Arms arms = analysis.arms();
        RolloutDecision decision = RolloutDecision.of(analysis, now);
        return new RolloutAnalysisResponse(
                analysis.rolloutId(),
                analysis.team(),
                new AnalysedRollout(rollout.route(), rollout.environment(), rollout.model(), analysis.judgeScorer()),
                analysis.state(),
                analysis.times(),
                new AnalysedStep(rollout.step(), rollout.steps().size(), rollout.weight(), analysis.stepCalls()),
                new AnalysedArms(
                        AnalysedArm.of(rollout.control(), arms.control()),
                        AnalysedArm.of(rollout.canary(), arms.canary()),
                        analysis.times().promotedAt() == null
                                ? null
                                : AnalysedArm.of(rollout.canary(), arms.promoted())),
                analysis.metrics().stream()
                        .map(metric -> AnalysedMetric.of(analysis, metric))
                        .toList(),
                analysis.watched() ? new PresentVerdict(decision.verdict(), decision.reason()) : null,
                new Course(analysis.points(), analysis.happenings(), verdicts));
    }
}
