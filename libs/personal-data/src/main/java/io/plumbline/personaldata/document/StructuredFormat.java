package io.plumbline.personaldata.document;

/// The format of a document.
public enum StructuredFormat {
    JSON('\0'),
    /// Values separated by commas (RFC 4180); the first line names the columns.
    CSV(','),
    /// The form that spreadsheets write where numbers contain commas.
    SEMICOLON_CSV(';'),
    TSV('\t');

    private final char delimiter;

    StructuredFormat(char delimiter) {
        this.delimiter = delimiter;
    }

    /// Creates a lexer for one document.
    public StructureLexer lexer(TextEvents events) {
        return this == JSON ? new JsonStringLexer(events) : new CsvLexer(delimiter, events);
    }

    /// Writes a replacement for a text and keeps the document well-formed.
    ///
    /// @param bare whether the text had no quotes. In JSON the replacement is then quoted; in a cell, which may
    ///     be kept in part, each character that would need quotes becomes a space
    public void write(String replacement, boolean bare, StringBuilder out) {
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
