package io.plumbline.web.chart;

import java.util.Locale;

/// The shapes of points, so that they differ by more than their colour.
public enum Marker {
    /// A disc.
    GOOD,
    /// A cross.
    BAD,
    /// A triangle.
    WARN,
    /// A square, for what has no outcome.
    PLAIN;

    /// The marker of an outcome by its name, such as `PASS`.
    public static Marker of(String outcome) {
        return switch (outcome) {
            case "PASS" -> GOOD;
            case "FAIL", "ERROR" -> BAD;
            case "INCONCLUSIVE" -> WARN;
            default -> PLAIN;
        };
    }

    /// Class of its colour.
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// An SVG path of it, some ten units wide, around a point.
    public String path(double x, double y) {
        return switch (this) {
            case GOOD -> format("M%.1f %.1fa5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", x - 5, y);
            case BAD -> format("M%.1f %.1fl10 10m0 -10l-10 10", x - 5, y - 5);
            case WARN -> format("M%.1f %.1fl6 11h-12Z", x, y - 7);
            case PLAIN -> format("M%.1f %.1fh8v8h-8Z", x - 4, y - 4);
        };
    }

    private static String format(String pattern, double x, double y) {
        return String.format(Locale.ROOT, pattern, x, y);
    }
}
