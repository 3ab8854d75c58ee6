package io.plumbline.guardrails.redact;

/// How a document is written.
public enum DocumentFormat {
    JSON('\0'),
    /// Values separated by commas (RFC 4180), the first line naming the columns.
    CSV(','),
    /// As spreadsheets write it where a comma is part of numbers.
    SEMICOLON_CSV(';'),
    TSV('\t');

    private final char delimiter;

    DocumentFormat(char delimiter) {
        this.delimiter = delimiter;
    }

    StructureLexer lexer(TextEvents events) {
        return this == JSON ? new JsonStringLexer(events) : new CsvLexer(delimiter, events);
    }

    /// Writes a replacement where a text stood, so that the document stays one.
    ///
    /// @param bare whether the text had no quotes: in JSON the replacement gets them; in a cell, which may be
    ///     kept in part, a space stands for each character that would need them
    void write(String replacement, boolean bare, StringBuilder out) {
        if (this != JSON) {
            writeCell(replacement, bare, out);
        } else if (bare) {
            out.append('"');
            JsonText.escape(replacement, out);
            out.append('"');
        } else {
            JsonText.escape(replacement, out);
        }
    }

    private void writeCell(String replacement, boolean bare, StringBuilder out) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (bare && (c == delimiter || c == '"' || c == '\r' || c == '\n')) {
                out.append(' ');
            } else {
                out.append(c == '"' ? "\"\"" : Character.toString(c));
            }
        }
    }
}
