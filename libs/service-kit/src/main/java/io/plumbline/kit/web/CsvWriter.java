package io.plumbline.kit.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes CSV as in RFC 4180, row by row. A text that a spreadsheet would evaluate as a formula gets a leading
/// apostrophe. Not thread-safe.
public final class CsvWriter {

    public static final String TYPE = "text/csv";

    private static final String FORMULA = "=+-@\t\r";

    private final Appendable out;

    public CsvWriter(Appendable out) {
        this.out = out;
    }

    /// Writes a row. Null is an empty cell; numbers, times and other values are written as their text.
    public void row(@Nullable Object... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            cell(cells[i]);
        }
        out.append("\r\n");
    }

    private void cell(@Nullable Object value) throws IOException {
        if (value == null) {
            return;
        }
        if (value instanceof Number) {
            out.append(value.toString());
            return;
        }
        String text = value.toString();
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        if (safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')) {
            out.append(safe);
        } else {
            out.append('"').append(safe.replace("\"", "\"\"")).append('"');
        }
    }
}
