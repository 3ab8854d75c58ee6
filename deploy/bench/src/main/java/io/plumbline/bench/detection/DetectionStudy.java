package io.plumbline.bench.detection;

import io.plumbline.monitoring.detection.DetectorKind;
import io.plumbline.monitoring.monitor.MonitorPlan;
import io.plumbline.monitoring.monitor.MonitorSeries;
import io.plumbline.monitoring.monitor.MonitoredMetric;
import io.plumbline.monitoring.window.CallWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Replays regressions on a compressed clock through three alarms with the same expected rate of false alarms:
///
/// - the *full system*: a CUSUM monitor of each metric, which share the rate
/// - *one metric*: a threshold on the share of negative feedback
/// - *the right metric*: a threshold on the metric that the regression affects, as if it had been known in advance
///
/// The traffic is stationary until the regression. It has no daily pattern, so the absolute figures are optimistic
/// for all three.
public final class DetectionStudy {

    /// Expected false alarms of each alarm: one a week.
    static final double FALSE_ALARMS_PER_MONTH = 30.0 / 7;

    public static final String FULL = "full system";
    public static final String SINGLE = "one metric, threshold";
    public static final String ORACLE = "the right metric, threshold";

    private static final long SEED = 31;
    private static final int LEARNED = 400;
    private static final int WATCHED = 400;
    /// Length of a gradual regression.
    private static final int RAMP = 100;

    private static final List<MonitoredMetric> METRICS = List.of(
            MonitoredMetric.ERROR_RATE,
            MonitoredMetric.REFUSAL_RATE,
            MonitoredMetric.ATTACK_RATE,
            MonitoredMetric.NEGATIVE_FEEDBACK_RATE,
            MonitoredMetric.LATENCY_P95,
            MonitoredMetric.COST_PER_CALL);

    private DetectionStudy() {}

    /// The outcome of the replays of one regression for one alarm.
    ///
    /// @param calls mean number of calls from the begin of the regression to the alarm; a miss counts as all calls
    /// @param missed share of the replays without an alarm
    public record Outcome(double calls, double missed) {}

    /// Returns the outcomes by alarm.
    public static Map<String, Outcome> replay(Regression regression, double size, boolean gradual, int replays) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int replay = 0; replay < replays; replay++) {
            SplittableRandom random = new SplittableRandom(SEED + replay);
            Map<String, Integer> detected = detected(regression, size, gradual, random);
            for (String alarm : List.of(FULL, SINGLE, ORACLE)) {
                Integer minutes = detected.get(alarm);
                double[] sum = sums.computeIfAbsent(alarm, _ -> new double[2]);
                sum[0] += (minutes == null ? WATCHED : minutes) * (double) Traffic.CALLS;
                sum[1] += minutes == null ? 1 : 0;
            }
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        sums.forEach((alarm, sum) -> outcomes.put(alarm, new Outcome(sum[0] / replays, sum[1] / replays)));
        return outcomes;
    }

    /// Returns the minutes from the begin of the regression to each alarm. Alarms before it are not counted here, see
    /// [#falseAlarmsPerMonth].
    private static Map<String, Integer> detected(
            Regression regression, double size, boolean gradual, SplittableRandom random) {
        Map<String, List<MonitorSeries>> alarms = alarms(regression.affected());
        Map<String, Integer> detected = new LinkedHashMap<>();
        for (int minute = 0; minute < LEARNED + WATCHED && detected.size() < alarms.size(); minute++) {
            int since = minute - LEARNED + 1;
            double share = since <= 0 ? 0 : gradual ? Math.min(1, (double) since / RAMP) : 1;
            CallWindow window =
                    regression.of(Traffic.USUAL, size * share).minute(Instant.EPOCH.plusSeconds(60L * minute), random);
            alarms.forEach((alarm, series) -> {
                if (raised(series, window) && since > 0) {
                    detected.putIfAbsent(alarm, since);
                }
            });
        }
        return detected;
    }

    /// Returns the false alarms per month of traffic that does not change, by alarm.
    ///
    /// @param minutes of traffic, which is replayed in parts that begin with learning
    public static Map<String, Double> falseAlarmsPerMonth(int minutes) {
        SplittableRandom random = new SplittableRandom(17);
        Map<String, Integer> raised = new LinkedHashMap<>();
        int counted = 0;
        while (counted < minutes) {
            Map<String, List<MonitorSeries>> alarms = alarms(MonitoredMetric.LATENCY_P95);
            for (int minute = 0; minute < LEARNED + WATCHED; minute++) {
                CallWindow window = Traffic.USUAL.minute(Instant.EPOCH.plusSeconds(60L * minute), random);
                boolean watched = minute >= LEARNED;
                counted += watched ? 1 : 0;
                alarms.forEach((alarm, series) ->
                        raised.merge(alarm, raised(series, window) && watched ? 1 : 0, Integer::sum));
            }
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> each : raised.entrySet()) {
            rates.put(each.getKey(), each.getValue() * 30.0 * 24 * 60 / counted);
        }
        return rates;
    }

    private static Map<String, List<MonitorSeries>> alarms(MonitoredMetric affected) {
        Map<String, List<MonitorSeries>> alarms = new LinkedHashMap<>();
        alarms.put(
                FULL,
                METRICS.stream()
                        .map(metric -> series(metric, DetectorKind.CUSUM, FALSE_ALARMS_PER_MONTH / METRICS.size()))
                        .toList());
        alarms.put(
                SINGLE,
                List.of(series(
                        MonitoredMetric.NEGATIVE_FEEDBACK_RATE, DetectorKind.THRESHOLD, FALSE_ALARMS_PER_MONTH)));
        alarms.put(ORACLE, List.of(series(affected, DetectorKind.THRESHOLD, FALSE_ALARMS_PER_MONTH)));
        return alarms;
    }

    private static MonitorSeries series(MonitoredMetric metric, DetectorKind detector, double falseAlarms) {
        MonitorPlan plan = new MonitorPlan("route", null, metric, detector, falseAlarms, 1, Traffic.CALLS / 2);
        return MonitorSeries.fresh(plan, Instant.EPOCH);
    }

    private static boolean raised(List<MonitorSeries> series, CallWindow window) {
        boolean raised = false;
        for (MonitorSeries each : series) {
            raised |= each.add(window).isPresent();
        }
        return raised;
    }
}
