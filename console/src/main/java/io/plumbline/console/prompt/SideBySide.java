package io.plumbline.console.prompt;

import io.plumbline.console.prompt.PromptClient.Diff.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two versions side by side: equal lines face each other, and so do the lines of a replaced block.
final class SideBySide {

    private SideBySide() {}

    /// A row.
    ///
    /// @param before null if the line is new
    /// @param after null if the line was removed
    record Row(
            @Nullable Integer beforeNumber,
            @Nullable String before,
            @Nullable Integer afterNumber,
            @Nullable String after,
            boolean same) {}

    static List<Row> of(List<Line> lines) {
        List<Row> rows = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int[] numbers = {0, 0};
        for (Line line : lines) {
            switch (line.kind()) {
                case "REMOVED" -> removed.add(line.text());
                case "ADDED" -> added.add(line.text());
                default -> {
                    flush(removed, added, numbers, rows);
                    rows.add(new Row(++numbers[0], line.text(), ++numbers[1], line.text(), true));
                }
            }
        }
        flush(removed, added, numbers, rows);
        return rows;
    }

    private static void flush(List<String> removed, List<String> added, int[] numbers, List<Row> rows) {
        for (int i = 0; i < Math.max(removed.size(), added.size()); i++) {
            boolean left = i < removed.size();
            boolean right = i < added.size();
            rows.add(new Row(
                    left ? ++numbers[0] : null,
                    left ? removed.get(i) : null,
                    right ? ++numbers[1] : null,
                    right ? added.get(i) : null,
                    false));
        }
        removed.clear();
        added.clear();
    }
}
