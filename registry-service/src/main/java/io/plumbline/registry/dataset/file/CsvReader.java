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

/// Reads CSV (RFC 4180) with a header line that names the members. An empty cell is an absent member.
/// `references` contains one reference or a JSON array of references, `messages` a JSON array; all other cells
/// are text.
final class CsvReader implements RecordReader {

    private static final int MAX_COLUMNS = 100;
    private static final int MAX_COLUMN_NAME = 100;
    private static final TypeReference<List<@Nullable Object>> LIST = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void read(InputStream file, Sink sink) throws IOException {
        CsvRows rows = new CsvRows(new LineReader(file));
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

    private static void read(CsvRows.Row row, List<String> columns, Sink sink) {
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

    private static Object valueOf(String column, String cell) {
        return switch (column) {
            case "references" -> cell.startsWith("[") ? JSON.readValue(cell, LIST) : List.of(cell);
            case "messages" -> JSON.readValue(cell, LIST);
            default -> cell;
        };
    }
}
