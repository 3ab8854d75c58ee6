package io.plumbline.console.rollout;

import io.plumbline.console.rollout.AnalysisClient.Analysis;
import io.plumbline.console.rollout.AnalysisClient.Metric;
import io.plumbline.console.rollout.AnalysisClient.Point;
import io.plumbline.console.rollout.AnalysisClient.PointMetric;
import io.plumbline.web.chart.IntervalChart;
import io.plumbline.web.chart.Lines;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One metric on the page: its evidence over the calls, on a logarithmic scale, and its difference.
///
/// @param means both means and the margin in words; null without observations
/// @param sentence text alternative of the chart
/// @param rows selected points for the table
record MetricChart(
        Metric metric,
        String title,
        @Nullable String means,
        String sentence,
        Lines lines,
        @Nullable IntervalChart interval,
        @Nullable String intervalText,
        List<Row> rows) {

    /// The logarithm above which an e-value is shown as this one.
    private static final double HIGHEST_LOG = 690;
    private static final double LOWEST = -5;
    private static final double ROOM = 1.15;
    private static final int MOST_ROWS = 20;
    /// Half-width of the scale of the difference.
    private static final double SCALE = 0.5;

    /// A point in words.
    record Row(
            Instant at, long control, long canary, String controlMean, String canaryMean, String harm, String safety) {}

    static MetricChart of(Analysis analysis, Metric metric) {
        List<Point> points = analysis.course().points();
        String title = ComparedMetric.title(metric.name());
        double harmLimit = Math.log(metric.harm().threshold());
        double safetyLimit = Math.log(metric.safety().threshold());
        List<Double> harm = values(points, metric.name(), PointMetric::harm);
        List<Double> safety = values(points, metric.name(), PointMetric::safety);
        double max = Math.max(harmLimit, safetyLimit) * ROOM;
        String sentence = "%s: evidence of harm %s of %s, evidence of safety %s of %s, after %d comparisons"
                .formatted(
                        title,
                        eValue(metric.harm().eValue()),
                        eValue(metric.harm().threshold()),
                        eValue(metric.safety().eValue()),
                        eValue(metric.safety().threshold()),
                        metric.comparisons());
        Lines lines = Lines.of(
                sentence,
                points.stream()
                        .map(point -> point.controlCalls() + point.canaryCalls())
                        .toList(),
                List.of(
                        new Lines.Values("evidence of harm", "second", harm, "rolled back from here", harmLimit),
                        new Lines.Values("evidence of safety", "first", safety, "safe from here", safetyLimit)),
                LOWEST,
                max);
        return new MetricChart(
                metric,
                title,
                means(metric),
                sentence,
                lines,
                interval(metric),
                intervalText(metric),
                rows(points, metric.name()));
    }

    private static @Nullable String means(Metric metric) {
        ComparedMetric known = ComparedMetric.of(metric.name());
        Double control = metric.control();
        Double canary = metric.canary();
        return known == null || control == null || canary == null
                ? null
                : "Canary %s, control %s; the margin is %s (%s)."
                        .formatted(
                                known.show(canary),
                                known.show(control),
                                new BigDecimal(String.valueOf(metric.margin())).toPlainString(),
                                known.unit());
    }

    private static boolean isCost(String name) {
        return ComparedMetric.COST_PER_CALL.code().equals(name);
    }

    /// Returns the allowed difference in the metric's own unit.
    private static double allowed(Metric metric) {
        Double control = metric.control();
        if (isCost(metric.name())) {
            return control == null ? 0 : metric.margin() * control;
        }
        return metric.isScore() ? -metric.margin() : metric.margin();
    }

    private static @Nullable IntervalChart interval(Metric metric) {
        Double low = metric.low();
        Double high = metric.high();
        Double difference = metric.difference();
        if (low == null || high == null || difference == null) {
            return null;
        }
        double scale = isCost(metric.name())
                ? Math.max(Double.MIN_NORMAL, Math.max(Math.abs(low), Math.abs(high)) * ROOM)
                : SCALE;
        return IntervalChart.of(low, high, difference, allowed(metric), -scale, scale);
    }

    private static @Nullable String intervalText(Metric metric) {
        Double difference = metric.difference();
        if (metric.low() == null || difference == null) {
            return null;
        }
        String number = isCost(metric.name()) ? "$%+.6f" : "%+.3f";
        return String.format(
                        Locale.ROOT,
                        "%1$s, within %1$s … %1$s with 95 %%%% at all times; allowed %1$s".formatted(number),
                        difference,
                        metric.low(),
                        metric.high(),
                        allowed(metric))
                .replace('-', '−');
    }

    private static List<Double> values(List<Point> points, String name, ToDoubleFunction<PointMetric> value) {
        List<Double> values = new ArrayList<>(points.size());
        for (Point point : points) {
            point.metrics().stream()
                    .filter(metric -> metric.name().equals(name))
                    .forEach(metric -> values.add(value.applyAsDouble(metric)));
        }
        return values;
    }

    private static List<Row> rows(List<Point> points, String name) {
        List<Row> rows = new ArrayList<>();
        int every = Math.max(1, (points.size() + MOST_ROWS - 1) / MOST_ROWS);
        for (int i = points.size() - 1; i >= 0; i -= every) {
            Point point = points.get(i);
            point.metrics().stream()
                    .filter(metric -> metric.name().equals(name))
                    .forEach(metric -> rows.addFirst(new Row(
                            point.at(),
                            point.controlCalls(),
                            point.canaryCalls(),
                            number(name, metric.control()),
                            number(name, metric.canary()),
                            eValue(Math.exp(Math.min(metric.harm(), HIGHEST_LOG))),
                            eValue(Math.exp(Math.min(metric.safety(), HIGHEST_LOG))))));
        }
        return List.copyOf(rows);
    }

    private static String number(String name, @Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, isCost(name) ? "%.6f" : "%.3f", value);
    }

    private static String eValue(double value) {
        return String.format(Locale.ROOT, value >= 0.01 && value < 100_000 ? "%.2f" : "%.1e", value);
    }
}
