package io.plumbline.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A result as lines of text, at most 96 columns wide: one figure per line under its group, with the median and
/// the range of the rounds; beside an earlier result also the earlier figure, the ratio, and a mark if the
/// difference is more than noise.
public final class Table {

    private static final String MARK = "◄";

    /// The explanation of a comparison, for people.
    public static final String LEGEND =
            MARK + " marks what differs by 5 % or more, with no round of one run among those of the other.";

    private static final double MANY = 100;
    private static final double SOME = 10;

    private final Result result;
    private final @Nullable Result before;

    private Table(Result result, @Nullable Result before) {
        this.result = result;
        this.before = before;
    }

    public static List<String> of(Result result, Optional<Result> before) {
        return new Table(result, before.orElse(null)).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", "median", "lowest … highest", "", before == null ? "" : compared("before", "ratio", "")));
        String group = "";
        for (Figure figure : result.figures()) {
            if (!figure.group().equals(group)) {
                group = figure.group();
                lines.add(group);
            }
            lines.add(row(
                    figure.name(),
                    number(figure.median()),
                    "%s … %s".formatted(number(figure.lowest()), number(figure.highest())),
                    figure.unit(),
                    comparison(figure)));
        }
        return lines;
    }

    private String comparison(Figure figure) {
        return Optional.ofNullable(before)
                .flatMap(earlier -> earlier.matching(figure))
                .map(earlier -> new FigureComparison(earlier, figure))
                .map(comparison -> compared(
                        number(comparison.before().median()),
                        ratio(comparison.ratio()),
                        comparison.isBeyondNoise() ? MARK : ""))
                .orElse("");
    }

    private static String row(String name, String median, String range, String unit, String comparison) {
        return ("  %-29s %9s  %-19s %-10s".formatted(name, median, range, unit) + comparison).stripTrailing();
    }

    private static String compared(String before, String ratio, String mark) {
        return " %9s %7s %s".formatted(before, ratio, mark);
    }

    private static String ratio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f×", ratio) : "-";
    }

    /// At least three digits, whatever the size.
    private static String number(double value) {
        double size = Math.abs(value);
        String format = size >= MANY ? "%,.0f" : size >= SOME ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
