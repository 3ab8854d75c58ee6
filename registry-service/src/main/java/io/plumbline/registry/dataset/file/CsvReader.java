package io.plumbline.registry.dataset.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads CSV (RFC 4180) or TSV with a header line that names the members. An empty cell is an absent member. A cell
/// of `references` is one reference or a JSON array of references, and the same holds for the columns that a mapping
/// makes references or messages; `messages` is a JSON array; all other cells are text.
final class CsvReader implements RecordReader {

    private static final int MAX_COLUMNS = 100;
    private static final int MAX_COLUMN_NAME = 100;
    private static final TypeReference<List<@Nullable Object>> LIST = new TypeReference<>() {};
    private static final String REFERENCES = "references";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final char separator;
    private final Set<String> lists;

    /// @param lists the columns whose cells may hold a JSON array
    CsvReader(char separator, Set<String> lists) {
        this.separator = separator;
        this.lists = lists;
    }

    @Override
    public void read(InputStream file, Sink sink) throws IOException {
        CsvRows rows = new CsvRows(new LineReader(file), separator);
        CsvRows.Row header = rows.next();
        if (header == null || !isHeader(header, sink)) {
            return;
        }
        List<String> columns = header.cells();
        for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
            if (row.fault() != null) {
                sink.fault(row.line(), "", row.fault());
            } else if (row.cells().size() != columns.size()) {
                sink.fault(
                        row.line(), "", "has " + row.cells().size() + " cells where the header has " + columns.size());
            } else {
                read(row, columns, sink);
            }
        }
    }

    private static boolean isHeader(CsvRows.Row header, Sink sink) {
        String fault = header.fault();
        Set<String> names = new HashSet<>(header.cells());
        if (fault == null && header.cells().size() > MAX_COLUMNS) {
            fault = "names more than " + MAX_COLUMNS + " columns";
        } else if (fault == null && names.size() < header.cells().size()) {
            fault = "names a column twice";
        } else if (fault == null
                && names.stream().anyMatch(name -> name.isBlank() || name.length() > MAX_COLUMN_NAME)) {
            fault = "must name each column, with at most " + MAX_COLUMN_NAME + " characters";
        }
        if (fault != null) {
            sink.fault(header.line(), "", fault);
        }
        return fault == null;
    }

    private void read(CsvRows.Row row, List<String> columns, Sink sink) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            String cell = row.cells().get(i);
            if (cell.isEmpty()) {
                continue;
            }
            try {
                members.put(name, valueOf(name, cell));
            } catch (JacksonException e) {
                sink.fault(row.line(), "/" + name, "is not a well-formed JSON array");
                return;
            }
        }
        sink.record(row.line(), members);
    }

    private Object valueOf(String column, String cell) {
        boolean isList = lists.contains(column);
        if (isList && (cell.startsWith("[") || column.equals("messages"))) {
            return JSON.readValue(cell, LIST);
        }
        return isList && column.equals(REFERENCES) ? List.of(cell) : cell;
    }
}
