package io.plumbline.bench.detection;

import io.plumbline.monitoring.detection.DetectorKind;
import io.plumbline.monitoring.drift.statistics.DriftStatistics;
import io.plumbline.monitoring.monitor.MonitorPlan;
import io.plumbline.monitoring.monitor.MonitorSeries;
import io.plumbline.monitoring.monitor.MonitoredMetric;
import io.plumbline.monitoring.window.CallWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Replays regressions on a compressed clock through three alarms with the same rate of false alarms:
///
/// - the *full system*: a CUSUM monitor of each metric and a baseline of the inputs, which share the expected rate of
///   one a week
/// - *one metric*: a threshold on the share of negative feedback
/// - *the right metric*: a threshold on the metric that the regression affects, as if it had been known in advance; for
///   the topic, on the distance between the centroids of a window and the baseline
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
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final long SEED = 31;
    private static final int LEARNED = 400;
    private static final int WATCHED = 400;
    /// The window of inputs in which a regression begins has begun before.
    private static final int WINDOWS_FROM = LEARNED - 40;
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

    /// Of one alarm of the full system.
    private static final double SHARE = FALSE_ALARMS_PER_MONTH / (METRICS.size() + 1);
    private static final double LEVEL = SHARE * TopicWatch.MINUTES / MINUTES_A_MONTH;

    private final SampleTexts texts;
    private final double falseAlarms;
    /// The expected rate of false alarms with which a threshold has the measured one.
    private final Map<MonitoredMetric, Double> expected;
    /// The distance of centroids that a window exceeds as often.
    private final double distance;

    private DetectionStudy(
            SampleTexts texts, double falseAlarms, Map<MonitoredMetric, Double> expected, double distance) {
        this.texts = texts;
        this.falseAlarms = falseAlarms;
        this.expected = expected;
        this.distance = distance;
    }

    /// The outcome of the replays of one regression for one alarm.
    ///
    /// @param calls mean number of calls from the begin of the regression to the alarm; a miss counts as all calls
    /// @param missed share of the replays without an alarm
    public record Outcome(double calls, double missed) {}

    /// Measures the false alarms of the full system, and sets the thresholds so that they have as many.
    ///
    /// @param texts the inputs of the calls
    /// @param minutes of traffic, which is replayed in parts that begin with learning
    public static DetectionStudy tuned(SampleTexts texts, int minutes) {
        SplittableRandom random = new SplittableRandom(SEED);
        SplittableRandom topics = new SplittableRandom(SEED);
        Map<MonitoredMetric, List<Double>> observations = new LinkedHashMap<>();
        List<Double> distances = new ArrayList<>();
        int raised = 0;
        int counted = 0;
        while (counted < minutes) {
            List<MonitorSeries> system = system();
            Map<MonitoredMetric, MonitorSeries> single = new LinkedHashMap<>();
            METRICS.forEach(metric -> single.put(metric, threshold(metric, FALSE_ALARMS_PER_MONTH)));
            TopicWatch topic = new TopicWatch(texts, LEVEL, topics);
            for (int minute = 0; minute < LEARNED + WATCHED; minute++) {
                CallWindow window = TrafficProfile.USUAL.minute(at(minute), random);
                boolean watched = minute >= LEARNED;
                Optional<DriftStatistics> compared = minute < WINDOWS_FROM ? Optional.empty() : topic.add(0, topics);
                boolean alarm = raised(system, window);
                raised += watched && (alarm || drifted(compared)) ? 1 : 0;
                if (watched) {
                    compared.ifPresent(statistics -> distances.add(statistics.centroid()));
                }
                single.forEach((metric, series) -> {
                    Instant before = series.position();
                    boolean _ = series.add(window).isPresent();
                    if (watched && !series.position().equals(before)) {
                        observations
                                .computeIfAbsent(metric, _ -> new ArrayList<>())
                                .add(series.evidence());
                    }
                });
            }
            counted += WATCHED;
        }
        Map<MonitoredMetric, Double> expected = new LinkedHashMap<>();
        for (Map.Entry<MonitoredMetric, List<Double>> each : observations.entrySet()) {
            expected.put(each.getKey(), expected(each.getValue(), raised));
        }
        return new DetectionStudy(texts, raised * MINUTES_A_MONTH / counted, expected, exceededBy(distances, raised));
    }

    private static boolean drifted(Optional<DriftStatistics> compared) {
        return compared.filter(statistics -> statistics.pValue() <= LEVEL).isPresent();
    }

    /// Returns the expected rate of false alarms with which a threshold raises a number of alarms.
    ///
    /// @param evidence of each observation, as a share of the limit with the usual rate
    private static double expected(List<Double> evidence, int alarms) {
        double usual = NORMAL.inverseSurvivalProbability(FALSE_ALARMS_PER_MONTH / MINUTES_A_MONTH);
        return MINUTES_A_MONTH * NORMAL.survivalProbability(usual * exceededBy(evidence, alarms));
    }

    /// Returns the limit that a number of values exceed.
    private static double exceededBy(List<Double> values, int number) {
        List<Double> sorted = values.stream().sorted(Comparator.reverseOrder()).toList();
        double above = sorted.get(Math.max(0, number - 1));
        double below = sorted.get(Math.min(number, sorted.size() - 1));
        return (above + below) / 2;
    }

    /// Returns the measured false alarms per month, which are the same for each alarm.
    public double falseAlarmsPerMonth() {
        return falseAlarms;
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
                sum[0] += (minutes == null ? WATCHED : minutes) * (double) TrafficProfile.CALLS;
                sum[1] += minutes == null ? 1 : 0;
            }
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        sums.forEach((alarm, sum) -> outcomes.put(alarm, new Outcome(sum[0] / replays, sum[1] / replays)));
        return outcomes;
    }

    /// Returns the minutes from the begin of the regression to each alarm. Alarms before it do not count. The inputs
    /// are
    /// compared only if their topic changes, so a false alarm never counts as a detection of something else.
    private Map<String, Integer> detected(
            Regression regression, double size, boolean gradual, SplittableRandom random) {
        Map<String, List<MonitorSeries>> alarms = new LinkedHashMap<>();
        alarms.put(FULL, system());
        alarms.put(SINGLE, List.of(tunedThreshold(FEEDBACK)));
        MonitoredMetric affected = regression.affected();
        alarms.put(ORACLE, affected == null ? List.of() : List.of(tunedThreshold(affected)));
        SplittableRandom topics = random.split();
        Optional<TopicWatch> topic =
                affected == null ? Optional.of(new TopicWatch(texts, LEVEL, topics)) : Optional.empty();
        Map<String, Integer> detected = new LinkedHashMap<>();
        for (int minute = 0; minute < LEARNED + WATCHED && detected.size() < alarms.size(); minute++) {
            int since = minute - LEARNED + 1;
            double share = since <= 0 ? 0 : gradual ? Math.min(1, (double) since / RAMP) : 1;
            CallWindow window =
                    regression.of(TrafficProfile.USUAL, size * share).minute(at(minute), random);
            alarms.forEach((alarm, series) -> {
                if (raised(series, window) && since > 0) {
                    detected.putIfAbsent(alarm, since);
                }
            });
            Optional<DriftStatistics> compared =
                    minute < WINDOWS_FROM ? Optional.empty() : topic.flatMap(watch -> watch.add(size * share, topics));
            if (since > 0 && drifted(compared)) {
                detected.putIfAbsent(FULL, since);
            }
            if (since > 0
                    && compared.filter(statistics -> statistics.centroid() > distance)
                            .isPresent()) {
                detected.putIfAbsent(ORACLE, since);
            }
        }
        return detected;
    }

    private static Instant at(int minute) {
        return Instant.EPOCH.plusSeconds(60L * minute);
    }

    private static List<MonitorSeries> system() {
        return METRICS.stream()
                .map(metric -> series(metric, DetectorKind.CUSUM, SHARE))
                .toList();
    }

    private MonitorSeries tunedThreshold(MonitoredMetric metric) {
        return threshold(metric, Objects.requireNonNull(expected.get(metric)));
    }

    private static MonitorSeries threshold(MonitoredMetric metric, double falseAlarms) {
        return series(metric, DetectorKind.THRESHOLD, falseAlarms);
    }

    private static MonitorSeries series(MonitoredMetric metric, DetectorKind detector, double falseAlarms) {
        MonitorPlan plan =
                new MonitorPlan("route", null, metric, detector, falseAlarms, 1, TrafficProfile.CALLS / 2, null);
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
