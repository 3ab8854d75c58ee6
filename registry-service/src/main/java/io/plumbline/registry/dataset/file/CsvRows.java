package io.plumbline.registry.dataset.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits lines into rows as in RFC 4180: cells separated by commas, quoted if they contain commas, quotes or
/// line ends, with doubled quotes inside. Strict: a quote in an unquoted cell and text after a closing quote are
/// errors. With tabs instead of commas, a quote within a cell is text, as most writers of TSV quote nothing. After an
/// error, the next line starts a new row. Empty lines between rows are skipped. Not thread-safe.
final class CsvRows {

    private final LineReader lines;
    private final char separator;
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private boolean quoted;
    private int length;

    CsvRows(LineReader lines, char separator) {
        this.lines = lines;
        this.separator = separator;
    }

    /// A row.
    ///
    /// @param line its first line, from 1
    /// @param cells empty on an error
    record Row(int line, List<String> cells, @Nullable String fault) {}

    /// Returns the next row; null at the end of the file.
    @Nullable
    Row next() throws IOException {
        LineReader.Line line = lines.next();
        while (line != null && line.fault() == null && line.text().isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        int start = line.number();
        begin();
        while (line != null) {
            String fault = line.fault() != null ? line.fault() : add(line.text());
            if (fault != null) {
                return new Row(start, List.of(), fault);
            }
            if (!quoted) {
                return new Row(start, List.copyOf(cells), null);
            }
            line = lines.next();
        }
        return new Row(start, List.of(), "has a quote that is never closed");
    }

    private void begin() {
        cells = new ArrayList<>();
        cell.setLength(0);
        quoted = false;
        length = 0;
    }

    /// Adds a line to the row; returns an error or null. The row continues if it ends within quotes.
    private @Nullable String add(String line) {
        length += line.length() + 1;
        if (length > RecordReader.MAX_RECORD) {
            return "is longer than " + RecordReader.MAX_RECORD + " characters, or has a quote that is never closed";
        }
        int at = 0;
        while (at <= line.length()) {
            if (quoted) {
                at = readQuoted(line, at);
                if (quoted) {
                    return null;
                }
                if (at < line.length() && line.charAt(at) != separator) {
                    return "has text after a closing quote";
                }
            } else if (at < line.length() && line.charAt(at) == '"') {
                quoted = true;
                at++;
                continue;
            } else {
                int end = line.indexOf(separator, at);
                end = end < 0 ? line.length() : end;
                cell.append(line, at, end);
                if (separator == ',' && cell.indexOf("\"") >= 0) {
                    return "has a quote within an unquoted cell";
                }
                at = end;
            }
            cells.add(cell.toString());
            cell.setLength(0);
            at++;
        }
        return null;
    }

    /// Reads up to the closing quote and returns the rest; reads to the end of the line if there is none.
    private int readQuoted(String line, int from) {
        int at = from;
        while (at < line.length()) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                break;
            }
            cell.append(line, at, quote);
            if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
                cell.append('"');
                at = quote + 2;
            } else {
                quoted = false;
                return quote + 1;
            }
        }
        cell.append(line, Math.min(at, line.length()), line.length()).append('\n');
        return line.length();
    }
}
