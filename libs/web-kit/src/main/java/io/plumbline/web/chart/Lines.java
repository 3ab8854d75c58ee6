package io.plumbline.web.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Geometry of a line chart with thresholds, drawn by `web-kit/chart :: lines` in a view box of 600 × 160. Values
/// outside the scale are drawn at its edge.
///
/// @param label text alternative of the chart
/// @param zero y of the value 0
public record Lines(String label, List<Line> lines, List<Threshold> thresholds, double zero) {

    public static final int WIDTH = 600;
    public static final int HEIGHT = 160;

    /// A line as an SVG path.
    ///
    /// @param style colour class, `first` or `second`
    public record Line(String name, String style, String path) {}

    /// A threshold for the lines.
    public record Threshold(String name, String style, double y) {}

    /// The name and values of a line; all lines of a chart have the same number of values.
    public record Values(String name, String style, List<Double> values, String thresholdName, double threshold) {}

    /// @param positions horizontal positions of the values, ascending or equal
    /// @param min lower end of the scale, at most 0
    /// @param max upper end of the scale, above 0
    public static Lines of(String label, List<Long> positions, List<Values> series, double min, double max) {
        List<Line> lines = new ArrayList<>(series.size());
        List<Threshold> thresholds = new ArrayList<>(series.size());
        for (Values values : series) {
            lines.add(new Line(values.name(), values.style(), path(positions, values.values(), min, max)));
            thresholds.add(new Threshold(values.thresholdName(), values.style(), y(values.threshold(), min, max)));
        }
        return new Lines(label, List.copyOf(lines), List.copyOf(thresholds), y(0, min, max));
    }

    private static String path(List<Long> positions, List<Double> values, double min, double max) {
        StringBuilder path = new StringBuilder();
        long first = positions.isEmpty() ? 0 : positions.getFirst();
        long span = positions.isEmpty() ? 1 : Math.max(1, positions.getLast() - first);
        for (int i = 0; i < values.size(); i++) {
            double x = (double) WIDTH * (positions.get(i) - first) / span;
            path.append(i == 0 ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f", x, y(values.get(i), min, max)));
        }
        return path.toString();
    }

    private static double y(double value, double min, double max) {
        double share = (value - min) / (max - min);
        return Math.round((1 - Math.clamp(share, 0, 1)) * HEIGHT * 10) / 10d;
    }
}
