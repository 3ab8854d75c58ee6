package io.plumbline.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The moment in which the evidence of harm reached its threshold, in the order of the log.
///
/// @param baseline whether it was found against the frozen baseline and not beside the control
/// @param logEValue natural logarithm of the e-value
/// @param calls of the new version until then
/// @param callsSinceFirstError of the new version, the first one that failed included; null when none
///     failed
/// @param millisSinceFirstError null when none failed
public record Breach(
        Instant at,
        int step,
        boolean baseline,
        double logEValue,
        long calls,
        @Nullable Long callsSinceFirstError,
        @Nullable Long millisSinceFirstError) {

    /// That of a metric, as the analysis stands.
    static Breach of(CanaryAnalysis analysis, MetricEvidence metric, Instant at) {
        ArmTally served = analysis.served();
        return new Breach(
                at,
                analysis.rollout().step(),
                metric.baselineBound() != null,
                metric.harmPeak(),
                served.calls(),
                served.callsSinceFirstError(),
                served.millisSinceFirstError(at));
    }
}
