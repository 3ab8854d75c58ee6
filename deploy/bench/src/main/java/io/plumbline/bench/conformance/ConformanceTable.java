package io.plumbline.bench.conformance;

import java.util.ArrayList;
import java.util.List;

/// The result of one check: a row for each recognizer, entity or source.
///
/// @param title    the subject and the method
/// @param measures the titles of the columns
public record ConformanceTable(String title, List<String> measures, List<Row> rows) {

    public ConformanceTable {
        measures = List.copyOf(measures);
        rows = List.copyOf(rows);
    }

    /// @param items the number of items behind the measures
    public record Row(String name, int items, List<MeasuredRate> measures) {
        public Row {
            measures = List.copyOf(measures);
        }
    }

    /// As lines of text.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("", "n", measures));
        for (Row row : rows) {
            lines.add(line(
                    row.name(),
                    Integer.toString(row.items()),
                    row.measures().stream().map(MeasuredRate::text).toList()));
        }
        return lines;
    }

    private static String line(String name, String items, List<String> cells) {
        StringBuilder line = new StringBuilder("  %-30s %6s ".formatted(name, items));
        cells.forEach(cell -> line.append(" %-14s".formatted(cell)));
        return line.toString().stripTrailing();
    }
}
