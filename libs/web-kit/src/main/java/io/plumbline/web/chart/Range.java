package io.plumbline.web.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Geometry of a value with its interval and limits on its own axis, drawn by `web-kit/plot :: range` in a view
/// box of 260 × 44.
///
/// @param label text alternative of the drawing
/// @param badTo upper end of the values that are too low; null if there are none
/// @param badFrom lower end of the values that are too high; null if there are none
public record Range(
        String label,
        Axis axis,
        double low,
        double high,
        double value,
        List<Mark> marks,
        @Nullable Double badTo,
        @Nullable Double badFrom) {

    public static final int WIDTH = 260;
    private static final int EDGE = 18;
    /// Width of a digit in the label size.
    private static final double CHARACTER = 6.4;

    private static final String FLOOR = "limit";
    private static final String CEILING = "limit ceiling";

    /// A value to compare with.
    ///
    /// @param style classes of its line: `limit`, optionally with `ceiling`, or `reference`
    public record Mark(String name, String style, double value) {

        /// A minimum to reach.
        public static Mark limit(String name, double value) {
            return new Mark(name, FLOOR, value);
        }

        /// A maximum that must not be exceeded.
        public static Mark ceiling(String name, double value) {
            return new Mark(name, CEILING, value);
        }

        /// A value for comparison only.
        public static Mark reference(String name, double value) {
            return new Mark(name, "reference", value);
        }
    }

    /// @param low lower end of the interval
    /// @param marks in the unit of the value; the range below the first limit, or above the first ceiling, is
    ///     drawn as bad
    public static Range of(String label, double value, double low, double high, List<Mark> marks) {
        return of(label, value, low, high, marks, value, value);
    }

    /// Like the other method, on an axis that includes two more values, so that several ranges are comparable.
    public static Range of(
            String label, double value, double low, double high, List<Mark> marks, double from, double to) {
        double least = Math.min(Math.min(low, value), from);
        double most = Math.max(Math.max(high, value), to);
        for (Mark mark : marks) {
            least = Math.min(least, mark.value());
            most = Math.max(most, mark.value());
        }
        Axis axis = Axis.around(least, most, EDGE, WIDTH - EDGE).legible(CHARACTER);
        return new Range(
                label,
                axis,
                axis.at(low),
                axis.at(high),
                axis.at(value),
                marks.stream()
                        .map(mark -> new Mark(mark.name(), mark.style(), axis.at(mark.value())))
                        .toList(),
                first(FLOOR, marks, axis),
                first(CEILING, marks, axis));
    }

    private static @Nullable Double first(String style, List<Mark> marks, Axis axis) {
        return marks.stream()
                .filter(mark -> mark.style().equals(style))
                .findFirst()
                .map(mark -> axis.at(mark.value()))
                .orElse(null);
    }

    public double width() {
        return Math.max(high - low, 1);
    }
}
