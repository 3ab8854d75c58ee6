package io.plumbline.web.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Geometry of values in order, each with its interval and a marker for its outcome, drawn by `web-kit/plot ::
/// trend` in a view box of 420 × 216, of which the last 16 are for names.
///
/// @param label text alternative of the chart
/// @param path through the values
/// @param limit y of the bound of the newest value; null without a bound
public record Trend(
        String label,
        Axis axis,
        List<Dot> dots,
        String path,
        @Nullable Double limit) {

    public static final int WIDTH = 420;
    public static final int HEIGHT = 200;
    private static final int LEFT = 48;
    private static final int EDGE = 14;
    /// Room for a name of eight characters.
    private static final int NAME_WIDTH = 64;

    /// A value as input.
    ///
    /// @param outcome determines the marker
    /// @param below text below the value if there is room; up to eight characters
    public record Value(
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
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            double x = Math.round((LEFT + slot * (i + 0.5)) * 10) / 10d;
            double y = axis.at(value.value());
            path.append(i == 0 ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
            dots.add(new Dot(
                    value.name(),
                    Marker.of(value.outcome()),
                    x,
                    y,
                    value.low() == null ? null : axis.at(value.low()),
                    value.high() == null ? null : axis.at(value.high()),
                    (values.size() - 1 - i) % every == 0 ? value.below() : null));
        }
        return new Trend(label, axis, List.copyOf(dots), path.toString(), limit == null ? null : axis.at(limit));
    }
}
