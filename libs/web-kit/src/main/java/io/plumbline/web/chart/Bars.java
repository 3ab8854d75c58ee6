package io.plumbline.web.chart;

import java.util.ArrayList;
import java.util.List;

/// Geometry of a bar chart over time, drawn by `web-kit/chart :: bars` in a view box of 600 × 120. A bar may have
/// two stacked parts, the second on top.
///
/// @param label text alternative of the chart
/// @param highest the largest sum; 0 without data
public record Bars(String label, List<Bar> bars, long highest) {

    public static final int WIDTH = 600;
    public static final int HEIGHT = 120;
    private static final double GAP = 0.2;

    /// One bar in chart coordinates, and its meaning.
    public record Bar(
            String name,
            long first,
            long second,
            double x,
            double width,
            double firstY,
            double firstHeight,
            double secondY,
            double secondHeight) {}

    /// The name and values of a bar, each at least 0.
    public record Value(String name, long first, long second) {}

    public static Bars of(String label, List<Value> values) {
        long highest =
                values.stream().mapToLong(v -> v.first() + v.second()).max().orElse(0);
        long max = Math.max(1, highest);
        double slot = values.isEmpty() ? WIDTH : (double) WIDTH / values.size();
        List<Bar> bars = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            double first = (double) HEIGHT * value.first() / max;
            double second = (double) HEIGHT * value.second() / max;
            bars.add(new Bar(
                    value.name(),
                    value.first(),
                    value.second(),
                    i * slot + slot * GAP / 2,
                    slot * (1 - GAP),
                    HEIGHT - first,
                    first,
                    HEIGHT - first - second,
                    second));
        }
        return new Bars(label, List.copyOf(bars), highest);
    }
}
