package io.plumbline.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The moment at which the evidence of harm reached its threshold, in log order.
///
/// @param baseline whether the comparison was with the frozen baseline rather than the control
/// @param logEValue natural logarithm of the e-value
/// @param calls calls of the new version until then
/// @param callsSinceFirstError calls of the new version since its first failed one, including it; null if none
///     failed
/// @param millisSinceFirstError null if none failed
public record Breach(
        Instant at,
        int step,
        boolean baseline,
        double logEValue,
        long calls,
        @Nullable Long callsSinceFirstError,
        @Nullable Long millisSinceFirstError) {

    /// Returns the breach of a metric in the current state of the analysis.
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
