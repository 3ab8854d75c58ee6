package io.plumbline.monitoring.verdict;

import io.plumbline.clients.gateway.RolloutAttributes;
import io.plumbline.monitoring.rollout.ArmTally;
import io.plumbline.monitoring.rollout.Breach;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.rollout.MetricEvidence;
import io.plumbline.monitoring.sequential.ConcurrentTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures of a verdict, as posted with it and written to the log. Unknown figures are omitted.
public final class VerdictEvidence {

    /// The highest reported e-value; more adds no information.
    private static final double HIGHEST_LOG = Math.log(1e300);

    private VerdictEvidence() {}

    /// @param log natural logarithm
    public static double eValue(double log) {
        return Math.exp(Math.min(log, HIGHEST_LOG));
    }

    /// Returns all figures of an analysis.
    public static Map<String, Object> of(CanaryAnalysis analysis) {
        RolloutAttributes rollout = analysis.rollout();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("step", rollout.step());
        all.put("weight", rollout.weight());
        all.put("stepCalls", analysis.stepCalls());
        all.put("control", arm(rollout.control(), analysis.arms().control()));
        all.put("canary", arm(rollout.canary(), analysis.arms().canary()));
        if (analysis.times().promotedAt() != null) {
            all.put("promoted", arm(rollout.canary(), analysis.arms().promoted()));
        }
        List<Map<String, Object>> metrics = analysis.metrics().stream()
                .map(metric -> metric(analysis, metric))
                .toList();
        all.put("metrics", metrics);
        return all;
    }

    private static Map<String, Object> arm(RolloutAttributes.Arm arm, ArmTally tally) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("variant", arm.variant());
        figures.put("version", arm.version());
        figures.put("calls", tally.calls());
        figures.put("errors", tally.errors());
        putKnown(figures, "errorRate", tally.errorRate());
        figures.put("scores", tally.scores());
        putKnown(figures, "meanScore", tally.meanScore());
        Instant firstError = tally.firstErrorAt();
        if (firstError != null) {
            figures.put("firstErrorAt", firstError.toString());
            putKnown(figures, "callsSinceFirstError", tally.callsSinceFirstError());
        }
        return figures;
    }

    static Map<String, Object> metric(CanaryAnalysis analysis, MetricEvidence metric) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", metric.name());
        figures.put("margin", metric.margin());
        figures.put("comparisons", metric.comparisons());
        figures.put("harm", evidence(metric.harm(), metric.harmThreshold()));
        figures.put("safety", evidence(metric.safety(), MetricEvidence.safetyThreshold()));
        Double served = analysis.mean(metric, true);
        Double control = analysis.mean(metric, false);
        putKnown(figures, "control", control);
        putKnown(figures, "canary", served);
        putKnown(figures, "difference", served == null || control == null ? null : served - control);
        ConcurrentTest.Interval interval = metric.difference();
        if (interval != null) {
            figures.put("low", interval.low());
            figures.put("high", interval.high());
        }
        putKnown(figures, "baselineBound", metric.baselineBound());
        Breach breach = metric.breach();
        if (breach != null) {
            figures.put("breach", breach(breach));
        }
        return figures;
    }

    private static Map<String, Object> evidence(double log, double threshold) {
        return Map.of("eValue", eValue(log), "threshold", eValue(threshold));
    }

    private static Map<String, Object> breach(Breach breach) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("at", breach.at().toString());
        figures.put("step", breach.step());
        figures.put("against", breach.baseline() ? "BASELINE" : "CONTROL");
        figures.put("eValue", eValue(breach.logEValue()));
        figures.put("calls", breach.calls());
        putKnown(figures, "callsSinceFirstError", breach.callsSinceFirstError());
        putKnown(figures, "millisSinceFirstError", breach.millisSinceFirstError());
        return figures;
    }

    private static void putKnown(Map<String, Object> figures, String name, @Nullable Object value) {
        if (value != null) {
            figures.put(name, value);
        }
    }
}
