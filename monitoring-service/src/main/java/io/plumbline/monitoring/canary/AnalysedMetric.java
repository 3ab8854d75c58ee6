package io.plumbline.monitoring.canary;

import io.plumbline.monitoring.rollout.Breach;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.rollout.MetricEvidence;
import io.plumbline.monitoring.sequential.ConcurrentTest;
import io.plumbline.monitoring.verdict.VerdictEvidence;
import org.jspecify.annotations.Nullable;

/// A metric and its evidence in the API. Differences are canary − control, in the metric's own unit.
///
/// @param margin how much worse the canary may be; for `costPerCall` as a share of the control's cost
/// @param control mean of the control; null without observations
/// @param canary mean of the new version as it serves now; null without observations
/// @param comparisons number of differences observed between the variants
/// @param low lower end of the interval that covers the expected difference at all times with 95 %; null once no
///     control runs beside the new version
/// @param baselineBound the worst permitted value of the new version without a control: maximum error rate, or
///     minimum score; null while there is a control
record AnalysedMetric(
        String name,
        double margin,
        long comparisons,
        TestedEvidence harm,
        TestedEvidence safety,
        @Nullable Double control,
        @Nullable Double canary,
        @Nullable Double difference,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double baselineBound,
        @Nullable Breach breach) {

    /// @param threshold the decisive e-value
    record TestedEvidence(double eValue, double threshold) {

        static TestedEvidence of(double log, double threshold) {
            return new TestedEvidence(VerdictEvidence.eValue(log), VerdictEvidence.eValue(threshold));
        }
    }

    static AnalysedMetric of(CanaryAnalysis analysis, MetricEvidence metric) {
        Double served = analysis.mean(metric, true);
        Double control = analysis.mean(metric, false);
        ConcurrentTest.Interval interval = metric.difference();
        return new AnalysedMetric(
                metric.name(),
                metric.margin(),
                metric.comparisons(),
                TestedEvidence.of(metric.harm(), metric.harmThreshold()),
                TestedEvidence.of(metric.safety(), MetricEvidence.safetyThreshold()),
                control,
                served,
                served == null || control == null ? null : Double.valueOf(served - control),
                interval == null ? null : Double.valueOf(interval.low()),
                interval == null ? null : Double.valueOf(interval.high()),
                metric.baselineBound(),
                metric.breach());
    }
}
