package io.plumbline.eval.panel.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads CSV as in RFC 4180, with a header.
final class LabelCsv {

    private LabelCsv() {}

    /// Returns each row by the names in the header. Missing cells are absent.
    static List<Map<String, String>> read(String text) {
        List<List<String>> rows = cells(text);
        List<Map<String, String>> named = new ArrayList<>();
        if (rows.isEmpty()) {
            return named;
        }
        List<String> header = rows.getFirst();
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, String> byName = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(header.size(), row.size()); i++) {
                byName.put(header.get(i).strip(), row.get(i));
            }
            named.add(byName);
        }
        return named;
    }

    private static List<List<String>> cells(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
                cell.append(c);
            } else if (c == ',') {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                add(rows, row);
                row = new ArrayList<>();
            }
        }
        row.add(cell.toString());
        add(rows, row);
        return rows;
    }

    /// Skips empty lines.
    private static void add(List<List<String>> rows, List<String> row) {
        if (row.size() > 1 || !row.getFirst().isEmpty()) {
            rows.add(row);
        }
    }
}
