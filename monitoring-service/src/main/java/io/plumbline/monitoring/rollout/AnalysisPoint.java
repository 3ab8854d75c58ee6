package io.plumbline.monitoring.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of an analysis at one time, for the chart.
///
/// @param canaryCalls calls of the new version, including those after promotion
public record AnalysisPoint(
        Instant at, int step, int weight, long controlCalls, long canaryCalls, List<Metric> metrics) {

    /// One metric of a point.
    ///
    /// @param harm natural logarithm of the e-value
    /// @param safety natural logarithm of the e-value
    public record Metric(
            String name,
            double harm,
            double safety,
            @Nullable Double control,
            @Nullable Double canary) {

        private static Metric of(CanaryAnalysis analysis, MetricEvidence evidence) {
            return new Metric(
                    evidence.name(),
                    evidence.harm(),
                    evidence.safety(),
                    analysis.mean(evidence, false),
                    analysis.mean(evidence, true));
        }
    }

    /// Returns the current point of the analysis.
    static AnalysisPoint of(CanaryAnalysis analysis, Instant at) {
        Arms arms = analysis.arms();
        return new AnalysisPoint(
                at,
                analysis.rollout().step(),
                analysis.rollout().weight(),
                arms.control().calls(),
                arms.canary().calls() + arms.promoted().calls(),
                analysis.metrics().stream()
                        .map(metric -> Metric.of(analysis, metric))
                        .toList());
    }
}
