package io.plumbline.eval.benchmark.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the rows of a file: JSON Lines, a JSON document with a list, or CSV (RFC 4180).
final class RowReader {

    private static final int MOST_ROWS = 50_000;
    private static final int MOST_COLUMNS = 64;
    private static final JsonMapper JSON = JsonMapper.shared();

    private RowReader() {}

    /// Returns the rows of a file, by its extension.
    ///
    /// @param columns names of the columns of a CSV file without a header; empty if it has one
    static List<Row> read(BenchmarkFile file, List<String> columns) {
        if (file.isNamed(".csv")) {
            return csv(file, columns);
        }
        if (file.isNamed(".jsonl") || file.isNamed(".ndjson")) {
            return lines(file);
        }
        if (file.isNamed(".json")) {
            // BFCL names its JSON Lines .json.
            return isOneDocument(file) ? document(file) : lines(file);
        }
        throw new MalformedBenchmarkException(file.name(), 1, "must be a file .jsonl, .json or .csv");
    }

    private static boolean isOneDocument(BenchmarkFile file) {
        String first = file.text().strip().lines().findFirst().orElse("");
        return first.startsWith("[") || !isRow(first);
    }

    private static boolean isRow(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return node.isObject() && !node.path("examples").isArray();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static List<Row> lines(BenchmarkFile file) {
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                rows.add(new Row(file, number, object(file, number, line)));
                requireFew(file, number, rows.size());
            }
        }
        return rows;
    }

    private static JsonNode object(BenchmarkFile file, int line, String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new MalformedBenchmarkException(file.name(), line, "is not valid JSON");
        }
        throw new MalformedBenchmarkException(file.name(), line, "is not a JSON object");
    }

    /// Rows of a document have no lines of their own; the error names their number instead.
    private static List<Row> document(BenchmarkFile file) {
        JsonNode document;
        try {
            document = JSON.readTree(file.text());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new MalformedBenchmarkException(file.name(), line, "is not valid JSON");
        }
        JsonNode list = document.isObject() ? document.path("examples") : document;
        if (!list.isArray()) {
            throw new MalformedBenchmarkException(file.name(), 1, "has no list of examples");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : list) {
            int number = rows.size() + 1;
            if (!node.isObject()) {
                throw new MalformedBenchmarkException(file.name(), number, "(a row) is not a JSON object");
            }
            rows.add(new Row(file, number, node));
            requireFew(file, number, rows.size());
        }
        return rows;
    }

    private static void requireFew(BenchmarkFile file, int line, int rows) {
        if (rows > MOST_ROWS) {
            throw new MalformedBenchmarkException(file.name(), line, "exceeds " + MOST_ROWS + " rows");
        }
    }

    private static List<Row> csv(BenchmarkFile file, List<String> columns) {
        List<Row> rows = new ArrayList<>();
        List<String> names = columns;
        for (Fields fields : new Parser(file).all()) {
            if (names.isEmpty()) {
                names = fields.values();
                continue;
            }
            if (fields.values().size() != names.size()) {
                throw new MalformedBenchmarkException(
                        file.name(),
                        fields.line(),
                        "has " + fields.values().size() + " fields instead of " + names.size());
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), fields.values().get(i));
            }
            rows.add(new Row(file, fields.line(), JSON.valueToTree(values)));
            requireFew(file, fields.line(), rows.size());
        }
        return rows;
    }

    private record Fields(int line, List<String> values) {}

    /// A CSV parser that knows its line.
    private static final class Parser {

        private final BenchmarkFile file;
        private final String text;
        private int at;
        private int line = 1;

        private Parser(BenchmarkFile file) {
            this.file = file;
            this.text = file.text();
        }

        private List<Fields> all() {
            List<Fields> all = new ArrayList<>();
            while (at < text.length()) {
                int start = line;
                List<String> values = new ArrayList<>();
                boolean more = true;
                while (more) {
                    values.add(field());
                    if (values.size() > MOST_COLUMNS) {
                        throw new MalformedBenchmarkException(file.name(), start, "has too many fields");
                    }
                    more = at < text.length() && text.charAt(at) == ',';
                    at += more ? 1 : 0;
                }
                endOfRow();
                if (values.size() > 1 || !values.getFirst().isBlank()) {
                    all.add(new Fields(start, values));
                }
            }
            return all;
        }

        private void endOfRow() {
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length()) {
                if (text.charAt(at) != '\n') {
                    throw new MalformedBenchmarkException(file.name(), line, "has text after a quoted field");
                }
                at++;
                line++;
            }
        }

        private String field() {
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int start = at;
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() {
            int start = line;
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at++;
                } else if (c == '"') {
                    at++;
                    return value.toString();
                }
                line += c == '\n' ? 1 : 0;
                value.append(c);
            }
            throw new MalformedBenchmarkException(file.name(), start, "has a quote that does not end");
        }
    }
}
