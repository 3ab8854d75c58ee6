package io.plumbline.console.chart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A chart over time, or over numbered steps: bars on top of each other, or one line each. Coordinates are of a box of
/// 600 by 120 that the
/// template stretches; the words stand outside of it. Shown by `console/chart :: time(chart)`.
public final class TimeChart {

    private static final double WIDTH = 600;
    private static final double HEIGHT = 120;
    private static final double TOP = 4;
    private static final double SHARE_OF_BAR = 0.72;
    private static final int WITHIN_DAYS_MINUTES = 24 * 60;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] STYLES = {"s1", "s2", "s3", "s4", "s5", "s6"};
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter BOTH =
            DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final String title;
    private final String figure;
    private final String axis;
    /// The labels of the points, in full and as ticks.
    private final List<String> labels;
    private final List<String> ticks;
    private final List<Series> series;
    private final boolean stacked;
    private final DoubleFunction<String> format;
    private final double highest;

    private TimeChart(
            String title,
            String figure,
            Axis axis,
            List<Series> series,
            boolean stacked,
            DoubleFunction<String> format) {
        this.title = title;
        this.figure = figure;
        this.axis = axis.name();
        this.labels = axis.labels();
        this.ticks = axis.ticks();
        this.series = List.copyOf(series);
        this.stacked = stacked;
        this.format = format;
        this.highest = highest();
    }

    /// The horizontal axis.
    private record Axis(String name, List<String> labels, List<String> ticks) {

        static Axis of(List<Instant> times) {
            long minutes = times.size() < 2
                    ? 60
                    : java.time.Duration.between(times.get(0), times.get(1)).toMinutes();
            boolean isLong = times.size() * minutes > WITHIN_DAYS_MINUTES + 120;
            DateTimeFormatter tick = minutes >= WITHIN_DAYS_MINUTES ? DAY : isLong ? BOTH : HOUR;
            return new Axis(
                    "Time (UTC)",
                    times.stream().map(BOTH::format).toList(),
                    times.stream().map(tick::format).toList());
        }

        static Axis ofSteps(List<Integer> steps) {
            List<String> numbers = steps.stream().map(String::valueOf).toList();
            return new Axis("Step", numbers, numbers);
        }
    }

    /// What the script of the charts draws and shows: the texts are those of the table.
    private record Data(boolean stacked, double highest, List<String> times, List<SeriesData> series) {}

    private record SeriesData(String name, List<@Nullable Double> values, List<String> texts) {}

    /// The values of one series, one for each time; null for a time without a value.
    public record Series(String name, List<@Nullable Double> values) {}

    /// A bar, or a dot of a line that has no neighbour.
    ///
    /// @param title what it says when pointed at
    public record Bar(String style, double x, double y, double width, double height, String title) {}

    /// A line.
    public record Line(String style, String path) {}

    /// A series in the legend.
    public record Key(String style, String name) {}

    /// A row of the table that has the same figures.
    public record Row(String time, List<String> values) {}

    /// Returns a chart of bars, the series on top of each other.
    ///
    /// @param figure the figure of the whole time, shown beside the title
    public static TimeChart bars(
            String title, String figure, List<Instant> times, List<Series> series, DoubleFunction<String> format) {
        return new TimeChart(title, figure, Axis.of(times), series, true, format);
    }

    /// Returns a chart of lines.
    ///
    /// @param figure the figure of the whole time, shown beside the title
    public static TimeChart lines(
            String title, String figure, List<Instant> times, List<Series> series, DoubleFunction<String> format) {
        return new TimeChart(title, figure, Axis.of(times), series, false, format);
    }

    /// Returns a chart of lines over numbered steps.
    ///
    /// @param figure the figure of the whole, shown beside the title
    public static TimeChart steps(
            String title, String figure, List<Integer> steps, List<Series> series, DoubleFunction<String> format) {
        return new TimeChart(title, figure, Axis.ofSteps(steps), series, false, format);
    }

    /// Returns the name of the horizontal axis.
    public String axis() {
        return axis;
    }

    public String title() {
        return title;
    }

    public String figure() {
        return figure;
    }

    public boolean isEmpty() {
        return labels.isEmpty();
    }

    /// Returns the labels of the vertical axis from the top: the highest value, half of it, and zero.
    public List<String> scale() {
        return List.of(format.apply(highest), format.apply(highest / 2), format.apply(0));
    }

    /// Returns the labels of the horizontal axis.
    public List<String> ticks() {
        if (ticks.size() < 3) {
            return ticks;
        }
        return List.of(ticks.getFirst(), ticks.get(ticks.size() / 2), ticks.getLast());
    }

    public List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            keys.add(new Key(style(i), series.get(i).name()));
        }
        return keys;
    }

    /// Returns the bars; of a chart of lines, the points without neighbours.
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        double step = WIDTH / Math.max(1, labels.size());
        for (int at = 0; at < labels.size(); at++) {
            double below = 0;
            for (int i = 0; i < series.size(); i++) {
                Double value = series.get(i).values().get(at);
                if (value != null && value > 0 && (stacked || isAlone(i, at))) {
                    double height = stacked ? Math.max(1, scaled(value)) : 4;
                    double y = stacked ? HEIGHT - below - height : HEIGHT - scaled(value) - 2;
                    double width = stacked ? step * SHARE_OF_BAR : 4;
                    bars.add(new Bar(
                            style(i),
                            round(at * step + (step - width) / 2),
                            round(y),
                            round(width),
                            round(height),
                            labels.get(at) + ": " + format.apply(value) + " "
                                    + series.get(i).name()));
                    below += stacked ? height : 0;
                }
            }
        }
        return bars;
    }

    /// Returns the lines, interrupted where there is no value. A chart of bars has none.
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        if (!stacked) {
            for (int i = 0; i < series.size(); i++) {
                lines.add(new Line(style(i), path(series.get(i).values())));
            }
        }
        return lines;
    }

    /// Returns the figures, newest first, without the times that have none.
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int at = labels.size() - 1; at >= 0; at--) {
            int index = at;
            if (series.stream().anyMatch(each -> isSomething(each.values().get(index)))) {
                rows.add(new Row(
                        labels.get(at),
                        series.stream()
                                .map(each -> each.values().get(index))
                                .map(this::text)
                                .toList()));
            }
        }
        return rows;
    }

    /// Returns the chart as JSON, for the script that shows the figures where the pointer is.
    public String data() {
        return JSON.writeValueAsString(new Data(
                stacked,
                highest,
                labels,
                series.stream()
                        .map(each -> new SeriesData(
                                each.name(),
                                each.values(),
                                each.values().stream().map(this::text).toList()))
                        .toList()));
    }

    private String text(@Nullable Double value) {
        return value == null ? "–" : format.apply(value);
    }

    private static boolean isSomething(@Nullable Double value) {
        return value != null && value != 0;
    }

    private String path(List<@Nullable Double> values) {
        StringBuilder path = new StringBuilder();
        double step = WIDTH / Math.max(1, labels.size());
        boolean open = false;
        for (int at = 0; at < values.size(); at++) {
            Double value = values.get(at);
            if (value != null) {
                path.append(open ? 'L' : 'M')
                        .append(round(at * step + step / 2))
                        .append(' ')
                        .append(round(HEIGHT - scaled(value)));
            }
            open = value != null;
        }
        return path.toString();
    }

    private boolean isAlone(int i, int at) {
        List<@Nullable Double> values = series.get(i).values();
        return (at == 0 || values.get(at - 1) == null) && (at == values.size() - 1 || values.get(at + 1) == null);
    }

    private double scaled(double value) {
        return value / highest * (HEIGHT - TOP);
    }

    /// Rounds up to one, two or five times a power of ten, so that the labels are round.
    private double highest() {
        double most = 0;
        for (int at = 0; at < labels.size(); at++) {
            double sum = 0;
            for (Series each : series) {
                double value = Objects.requireNonNullElse(each.values().get(at), 0.0);
                sum = stacked ? sum + value : Math.max(sum, value);
            }
            most = Math.max(most, sum);
        }
        if (most == 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 4, 5}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String style(int i) {
        return STYLES[i % STYLES.length];
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
