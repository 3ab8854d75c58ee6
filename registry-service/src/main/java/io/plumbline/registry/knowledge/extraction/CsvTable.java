package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.BlockKind;
import java.io.IOException;
import java.io.StringReader;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads a CSV file as one table. The separator is the comma, semicolon or tab that the first line has most of.
final class CsvTable {

    private final Consumer<Block> sink;

    CsvTable(Consumer<Block> sink) {
        this.sink = sink;
    }

    void read(String text) throws RefusedFileException {
        StringBuilder table = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(text))
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser rows = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord cells : rows) {
                StringJoiner row = new StringJoiner(" | ", "| ", " |");
                cells.forEach(
                        cell -> row.add(cell.strip().replaceAll("\\s+", " ").replace("|", "\\|")));
                table.append(table.isEmpty() ? "" : "\n").append(row);
            }
        } catch (IOException | IllegalStateException e) {
            throw new RefusedFileException(Refusal.DAMAGED);
        }
        if (!table.toString().isBlank()) {
            sink.accept(new Block(BlockKind.TABLE, table.toString(), 0, 0));
        }
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
