package io.plumbline.bench.detection;

import io.plumbline.monitoring.detection.DetectorKind;
import io.plumbline.monitoring.monitor.MonitorPlan;
import io.plumbline.monitoring.monitor.MonitorSeries;
import io.plumbline.monitoring.monitor.MonitoredMetric;
import io.plumbline.monitoring.window.CallWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// Replays regressions on a compressed clock through three alarms with the same rate of false alarms:
///
/// - the *full system*: a CUSUM monitor of each metric, which share the expected rate of one a week
/// - *one metric*: a threshold on the share of negative feedback
/// - *the right metric*: a threshold on the metric that the regression affects, as if it had been known in advance
///
/// The rates are measured on traffic that does not change, and the thresholds are moved until their rates are those
/// of the full system. The traffic is stationary until the regression. It has no daily pattern, so the absolute
/// figures are optimistic for all three.
public final class DetectionStudy {

    public static final String FULL = "full system";
    public static final String SINGLE = "one metric, threshold";
    public static final String ORACLE = "the right metric, threshold";

    private static final double FALSE_ALARMS_PER_MONTH = 30.0 / 7;
    private static final double MINUTES_A_MONTH = 30.0 * 24 * 60;
    /// Of the expected rate of a threshold. Skewed metrics exceed it, coarse ones stay below.
    private static final double[] FACTORS = {1 / 16d, 1 / 8d, 1 / 4d, 1 / 2d, 1, 2, 4, 8, 16, 23};
    private static final long SEED = 31;
    private static final int LEARNED = 400;
    private static final int WATCHED = 400;
    /// Length of a gradual regression.
    private static final int RAMP = 100;

    private static final MonitoredMetric FEEDBACK = MonitoredMetric.NEGATIVE_FEEDBACK_RATE;
    private static final List<MonitoredMetric> METRICS = List.of(
            MonitoredMetric.ERROR_RATE,
            MonitoredMetric.REFUSAL_RATE,
            MonitoredMetric.ATTACK_RATE,
            FEEDBACK,
            MonitoredMetric.LATENCY_P95,
            MonitoredMetric.COST_PER_CALL);

    private final double fullRate;
    private final Map<MonitoredMetric, Tuned> thresholds;

    private DetectionStudy(double fullRate, Map<MonitoredMetric, Tuned> thresholds) {
        this.fullRate = fullRate;
        this.thresholds = thresholds;
    }

    /// A threshold.
    ///
    /// @param factor of its expected rate of false alarms
    /// @param rate measured false alarms per month
    private record Tuned(double factor, double rate) {}

    /// The outcome of the replays of one regression for one alarm.
    ///
    /// @param calls mean number of calls from the begin of the regression to the alarm; a miss counts as all calls
    /// @param missed share of the replays without an alarm
    public record Outcome(double calls, double missed) {}

    /// Measures the false alarms of the full system, and tunes the thresholds to it.
    ///
    /// @param minutes of traffic, which is replayed in parts that begin with learning
    public static DetectionStudy tuned(int minutes) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Threshold, Integer> raised = new LinkedHashMap<>();
        int full = 0;
        int counted = 0;
        while (counted < minutes) {
            List<MonitorSeries> system = system();
            Map<Threshold, MonitorSeries> candidates = new LinkedHashMap<>();
            for (MonitoredMetric metric : METRICS) {
                for (double factor : FACTORS) {
                    candidates.put(new Threshold(metric, factor), threshold(metric, factor));
                }
            }
            for (int minute = 0; minute < LEARNED + WATCHED; minute++) {
                CallWindow window = Traffic.USUAL.minute(at(minute), random);
                boolean watched = minute >= LEARNED;
                full += raised(system, window) && watched ? 1 : 0;
                candidates.forEach((candidate, series) ->
                        raised.merge(candidate, series.add(window).isPresent() && watched ? 1 : 0, Integer::sum));
            }
            counted += WATCHED;
        }
        double months = counted / MINUTES_A_MONTH;
        double rate = full / months;
        Map<MonitoredMetric, Tuned> tuned = new LinkedHashMap<>();
        for (Map.Entry<Threshold, Integer> each : raised.entrySet()) {
            Tuned candidate = new Tuned(each.getKey().factor(), each.getValue() / months);
            tuned.merge(each.getKey().metric(), candidate, (one, other) -> nearer(rate, one, other));
        }
        return new DetectionStudy(rate, tuned);
    }

    private record Threshold(MonitoredMetric metric, double factor) {}

    private static Tuned nearer(double rate, Tuned one, Tuned other) {
        return Math.abs(other.rate() - rate) < Math.abs(one.rate() - rate) ? other : one;
    }

    /// Returns the measured false alarms per month, by alarm; that of the right metric for each metric.
    public Map<String, Double> falseAlarmsPerMonth() {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put(FULL, fullRate);
        thresholds.forEach(
                (metric, tuned) -> rates.put("threshold on " + metric.name().toLowerCase(Locale.ROOT), tuned.rate()));
        return rates;
    }

    /// Returns the outcomes by alarm.
    public Map<String, Outcome> replay(Regression regression, double size, boolean gradual, int replays) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int replay = 0; replay < replays; replay++) {
            Map<String, Integer> detected =
                    detected(regression, size, gradual, new SplittableRandom(SEED + 1 + replay));
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

    /// Returns the minutes from the begin of the regression to each alarm. Alarms before it do not count.
    private Map<String, Integer> detected(
            Regression regression, double size, boolean gradual, SplittableRandom random) {
        Map<String, List<MonitorSeries>> alarms = new LinkedHashMap<>();
        alarms.put(FULL, system());
        alarms.put(SINGLE, List.of(tunedThreshold(FEEDBACK)));
        alarms.put(ORACLE, List.of(tunedThreshold(regression.affected())));
        Map<String, Integer> detected = new LinkedHashMap<>();
        for (int minute = 0; minute < LEARNED + WATCHED && detected.size() < alarms.size(); minute++) {
            int since = minute - LEARNED + 1;
            double share = since <= 0 ? 0 : gradual ? Math.min(1, (double) since / RAMP) : 1;
            CallWindow window = regression.of(Traffic.USUAL, size * share).minute(at(minute), random);
            alarms.forEach((alarm, series) -> {
                if (raised(series, window) && since > 0) {
                    detected.putIfAbsent(alarm, since);
                }
            });
        }
        return detected;
    }

    private static Instant at(int minute) {
        return Instant.EPOCH.plusSeconds(60L * minute);
    }

    private static List<MonitorSeries> system() {
        return METRICS.stream()
                .map(metric -> series(metric, DetectorKind.CUSUM, FALSE_ALARMS_PER_MONTH / METRICS.size()))
                .toList();
    }

    private MonitorSeries tunedThreshold(MonitoredMetric metric) {
        return threshold(metric, Objects.requireNonNull(thresholds.get(metric)).factor());
    }

    private static MonitorSeries threshold(MonitoredMetric metric, double factor) {
        return series(metric, DetectorKind.THRESHOLD, FALSE_ALARMS_PER_MONTH * factor);
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
