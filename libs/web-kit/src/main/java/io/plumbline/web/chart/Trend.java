package io.plumbline.web.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Geometry of values in order, each with its interval and a marker for its outcome, drawn by `web-kit/plot ::
/// trend` in a view box of 420 × 216, of which the last 16 are for names. Values of one series are joined by a
/// line; values of different series never are.
///
/// @param label text alternative of the chart
/// @param courses one for each series, in the order of their first values
/// @param limit y of the bound of the newest value; null without a bound
public record Trend(
        String label,
        Axis axis,
        List<Dot> dots,
        List<Course> courses,
        @Nullable Double limit) {

    public static final int WIDTH = 420;
    public static final int HEIGHT = 200;
    private static final int LEFT = 48;
    private static final int EDGE = 14;
    /// Room for a name of eight characters.
    private static final int NAME_WIDTH = 64;
    private static final int STYLES = 6;

    /// A value as input.
    ///
    /// @param series the values that it is joined with
    /// @param outcome determines the marker
    /// @param below text below the value if there is room; up to eight characters
    public record Value(
            String series,
            String name,
            String outcome,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            String below) {}

    /// A value as drawn.
    ///
    /// @param below null if there is no room
    public record Dot(
            String name,
            Marker marker,
            double x,
            double y,
            @Nullable Double lowY,
            @Nullable Double highY,
            @Nullable String below) {

        public String path() {
            return marker.path(x, y);
        }
    }

    /// The line through the values of a series.
    ///
    /// @param style class of its colour and dashes, `s1` to `s6`
    public record Course(String series, String style, String path) {}

    /// @param values in order, at least one
    /// @param limit the bound of the newest value
    public static Trend of(String label, List<Value> values, @Nullable Double limit) {
        double least = limit == null ? values.getFirst().value() : limit;
        double most = least;
        for (Value value : values) {
            least = Math.min(least, Objects.requireNonNullElse(value.low(), value.value()));
            most = Math.max(most, Objects.requireNonNullElse(value.high(), value.value()));
        }
        Axis axis = Axis.around(least, most, HEIGHT - EDGE, EDGE);
        double slot = (double) (WIDTH - LEFT - EDGE) / values.size();
        int every = (int) Math.ceil(NAME_WIDTH / slot);
        List<Dot> dots = new ArrayList<>(values.size());
        Map<String, StringBuilder> paths = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            double x = Math.round((LEFT + slot * (i + 0.5)) * 10) / 10d;
            double y = axis.at(value.value());
            StringBuilder path = paths.computeIfAbsent(value.series(), _ -> new StringBuilder());
            path.append(path.isEmpty() ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
            dots.add(new Dot(
                    value.name(),
                    Marker.of(value.outcome()),
                    x,
                    y,
                    value.low() == null ? null : axis.at(value.low()),
                    value.high() == null ? null : axis.at(value.high()),
                    (values.size() - 1 - i) % every == 0 ? value.below() : null));
        }
        List<Course> courses = new ArrayList<>();
        paths.forEach((series, path) ->
                courses.add(new Course(series, "s" + (courses.size() % STYLES + 1), path.toString())));
        return new Trend(label, axis, List.copyOf(dots), courses, limit == null ? null : axis.at(limit));
    }
}
