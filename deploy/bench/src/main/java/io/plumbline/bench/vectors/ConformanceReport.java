package io.plumbline.bench.vectors;

import java.util.List;
import java.util.Locale;

/// The result of [MetricConformance]: a line for each metric and source of reference numbers.
///
/// @param notCompared numbers that could not be compared, with the reasons
public record ConformanceReport(List<Line> lines, List<String> notCompared) {

    public ConformanceReport {
        lines = List.copyOf(lines);
        notCompared = List.copyOf(notCompared);
    }

    /// Whether something was compared and every number was within its tolerance.
    public boolean conforms() {
        return !lines.isEmpty() && lines.stream().allMatch(Line::conforms);
    }

    /// Returns the lines as a plain-text table.
    public String table() {
        String format = "%-22s %-33s %6s %10s %10s  %s%n";
        StringBuilder table =
                new StringBuilder(String.format(format, "metric", "against", "cases", "max |Δ|", "allowed", "result"));
        for (Line line : lines) {
            table.append(String.format(
                    Locale.ROOT,
                    format,
                    line.metric(),
                    line.against(),
                    line.cases(),
                    String.format(Locale.ROOT, "%.1e", line.largestDifference()),
                    String.format(Locale.ROOT, "%.0e", line.tolerance()),
                    line.conforms() ? "ok" : "DIFFERS at " + line.worstCase()));
        }
        for (String reason : notCompared) {
            table.append("not compared: ").append(reason).append(System.lineSeparator());
        }
        return table.toString();
    }

    /// @param against the reference implementation and the kind of score
    /// @param cases number of comparisons
    /// @param worstCase the case with the largest difference
    public record Line(
            String metric, String against, int cases, double largestDifference, double tolerance, String worstCase) {

        public boolean conforms() {
            return largestDifference <= tolerance;
        }
    }
}
