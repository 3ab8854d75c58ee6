package io.plumbline.console.drift;

import io.plumbline.console.drift.DriftClient.Point;
import io.plumbline.console.drift.DriftClient.Projection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The texts of a comparison as points of a drawing: texts of like meaning are near each other.
///
/// @param baseline in pixels
/// @param window in pixels
/// @param summary the drawing in words
record DriftScatter(List<Mark> baseline, List<Mark> window, String summary) {

    static final int SIZE = 420;
    private static final double MARGIN = 12;
    private static final double PERCENT = 100;

    /// A point in pixels.
    public record Mark(double x, double y) {}

    static DriftScatter of(Projection projection) {
        Stream<Point> all = Stream.concat(projection.baseline().stream(), projection.window().stream());
        double farthest = Math.max(
                1e-9,
                all.mapToDouble(point -> Math.max(Math.abs(point.x()), Math.abs(point.y())))
                        .max()
                        .orElse(1));
        return new DriftScatter(
                marks(projection.baseline(), farthest), marks(projection.window(), farthest), summary(projection));
    }

    private static List<Mark> marks(List<Point> points, double farthest) {
        double scale = (SIZE / 2.0 - MARGIN) / farthest;
        return points.stream()
                .map(point ->
                        new Mark(rounded(SIZE / 2.0 + point.x() * scale), rounded(SIZE / 2.0 - point.y() * scale)))
                .toList();
    }

    private static double rounded(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }

    /// The distance of the centres is in units of the spread of the baseline.
    private static String summary(Projection projection) {
        Point before = centre(projection.baseline());
        Point after = centre(projection.window());
        double spread = Math.sqrt(projection.baseline().stream()
                .mapToDouble(point -> square(point.x() - before.x()) + square(point.y() - before.y()))
                .average()
                .orElse(0));
        double apart = Math.sqrt(square(after.x() - before.x()) + square(after.y() - before.y()));
        return String.format(
                Locale.ROOT,
                "%d texts of the baseline and %d of the window. Their centres are %.2f times the spread of the baseline"
                        + " apart. The plane shows %.0f %% of the variance.",
                projection.baseline().size(),
                projection.window().size(),
                spread == 0 ? 0 : apart / spread,
                projection.explained() * PERCENT);
    }

    private static Point centre(List<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElse(0),
                points.stream().mapToDouble(Point::y).average().orElse(0));
    }

    private static double square(double value) {
        return value * value;
    }
}
