package io.plumbline.registry.dataset.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The formats of uploads. Each may be gzipped.
public enum DatasetFormat {
    /// One JSON object per line.
    JSONL,
    /// A JSON array of objects.
    JSON,
    /// RFC 4180 with a header line.
    CSV,
    /// Cells separated by tabs, with a header line.
    TSV,
    /// Apache Parquet.
    PARQUET;

    public static final String NAME = "jsonl|json|csv|tsv|parquet";

    private static final String PARQUET_START = "PAR1";

    /// Returns the format by file name, else by media type.
    public static Optional<DatasetFormat> of(@Nullable String fileName, @Nullable String mediaType) {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz(ip)?$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "jsonl", "ndjson" -> Optional.of(JSONL);
            case "json" -> Optional.of(JSON);
            case "csv" -> Optional.of(CSV);
            case "tsv" -> Optional.of(TSV);
            case "parquet" -> Optional.of(PARQUET);
            default -> mediaType == null ? Optional.empty() : ofMediaType(mediaType);
        };
    }

    private static Optional<DatasetFormat> ofMediaType(String mediaType) {
        return switch (mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/jsonl", "application/x-ndjson", "application/x-jsonlines" -> Optional.of(JSONL);
            case "application/json" -> Optional.of(JSON);
            case "text/csv" -> Optional.of(CSV);
            case "text/tab-separated-values" -> Optional.of(TSV);
            case "application/vnd.apache.parquet", "application/x-parquet" -> Optional.of(PARQUET);
            default -> Optional.empty();
        };
    }

    /// Returns the format that the first bytes of a file have; empty for texts that are not JSON.
    static Optional<DatasetFormat> ofContent(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith(PARQUET_START)) {
            return Optional.of(PARQUET);
        }
        return switch (first(text)) {
            case '{' -> Optional.of(JSONL);
            case '[' -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    /// Returns JSONL for a file that is named as JSON but starts with an object, as files of Hugging Face do.
    DatasetFormat refined(byte[] start) {
        return this == JSON && first(new String(start, StandardCharsets.ISO_8859_1)) == '{' ? JSONL : this;
    }

    private static char first(String text) {
        String stripped = text.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
        return stripped.isEmpty() ? ' ' : stripped.charAt(0);
    }

    /// Returns the unit that errors count, from 1: `line` or `row`.
    String unit() {
        return this == JSON || this == PARQUET ? "row" : "line";
    }

    /// @param lists columns of delimited files whose cells may hold a JSON array
    RecordReader reader(Set<String> lists) {
        return switch (this) {
            case JSONL -> new JsonlReader();
            case JSON -> new JsonArrayReader();
            case CSV -> new CsvReader(',', lists);
            case TSV -> new CsvReader('\t', lists);
            case PARQUET -> new ParquetReader();
        };
    }
}
