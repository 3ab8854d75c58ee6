package io.plumbline.web.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Geometry of a comparison of two quantities in 0..1, with the diagonal of equality, drawn by `web-kit/plot ::
/// square` in a view box of 320 × 300.
///
/// @param label text alternative of the chart
public record Square(
        String label,
        String across,
        String up,
        Axis horizontal,
        Axis vertical,
        List<Bubble> bubbles,
        List<Line> lines) {

    private static final int LEFT = 46;
    private static final int RIGHT = 308;
    private static final int TOP = 10;
    private static final int BOTTOM = 256;
    private static final double SMALLEST = 3;
    private static final double LARGEST = 14;

    /// A point as input; its area grows with its weight.
    ///
    /// @param style colour class, `first` or `second`
    /// @param low lower end of a vertical interval; null for none
    public record Point(
            String style,
            double x,
            double y,
            double weight,
            @Nullable Double low,
            @Nullable Double high) {}

    /// A point as drawn.
    public record Bubble(
            String style,
            double x,
            double y,
            double radius,
            @Nullable Double lowY,
            @Nullable Double highY) {}

    /// A line through points.
    public record Line(String style, String path) {}

    /// @param across label of the horizontal axis
    /// @param up label of the vertical axis
    /// @param joined style of the points to connect from left to right; empty for none
    public static Square of(String label, String across, String up, List<Point> points, List<String> joined) {
        Axis horizontal = Axis.around(0, 1, LEFT, RIGHT);
        Axis vertical = Axis.around(0, 1, BOTTOM, TOP);
        double heaviest = points.stream().mapToDouble(Point::weight).max().orElse(1);
        List<Bubble> bubbles = new ArrayList<>(points.size());
        for (Point point : points) {
            double radius = Math.max(SMALLEST, LARGEST * Math.sqrt(point.weight() / heaviest));
            bubbles.add(new Bubble(
                    point.style(),
                    horizontal.at(point.x()),
                    vertical.at(point.y()),
                    Math.round(radius * 10) / 10d,
                    point.low() == null ? null : vertical.at(point.low()),
                    point.high() == null ? null : vertical.at(point.high())));
        }
        List<Line> lines = joined.stream()
                .map(style -> new Line(style, path(style, bubbles)))
                .toList();
        return new Square(label, across, up, horizontal, vertical, List.copyOf(bubbles), lines);
    }

    private static String path(String style, List<Bubble> bubbles) {
        StringBuilder path = new StringBuilder();
        bubbles.stream()
                .filter(bubble -> bubble.style().equals(style))
                .forEach(bubble -> path.append(path.isEmpty() ? 'M' : 'L')
                        .append(String.format(Locale.ROOT, "%.1f %.1f", bubble.x(), bubble.y())));
        return path.toString();
    }

    /// Returns the diagonal.
    public String equal() {
        return "M" + LEFT + " " + BOTTOM + "L" + RIGHT + " " + TOP;
    }
}
