package io.plumbline.web.chart;

import java.util.Locale;

/// The shapes of points, so that colour is not the only difference.
public enum Marker {
    /// A disc.
    GOOD,
    /// A cross.
    BAD,
    /// A triangle.
    WARN,
    /// A square, for a point without an outcome.
    PLAIN;

    /// Returns the marker of an outcome by name, for example `PASS`.
    public static Marker of(String outcome) {
        return switch (outcome) {
            case "PASS" -> GOOD;
            case "FAIL", "ERROR" -> BAD;
            case "INCONCLUSIVE" -> WARN;
            default -> PLAIN;
        };
    }

    /// Returns the colour class.
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns its SVG path around a point, about ten units wide.
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
