package io.plumbline.registry.dataset.file;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The formats of uploads.
public enum DatasetFormat {
    /// One JSON object per line.
    JSONL,
    /// RFC 4180 with a header line.
    CSV;

    /// Returns the format by file name, else by media type.
    public static Optional<DatasetFormat> of(@Nullable String fileName, @Nullable String mediaType) {
        String extension = fileName == null
                ? ""
                : fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "jsonl", "ndjson" -> Optional.of(JSONL);
            case "csv" -> Optional.of(CSV);
            default -> mediaType == null ? Optional.empty() : ofMediaType(mediaType);
        };
    }

    private static Optional<DatasetFormat> ofMediaType(String mediaType) {
        return switch (mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/jsonl", "application/x-ndjson", "application/x-jsonlines" -> Optional.of(JSONL);
            case "text/csv" -> Optional.of(CSV);
            default -> Optional.empty();
        };
    }

    public RecordReader reader() {
        return switch (this) {
            case JSONL -> new JsonlReader();
            case CSV -> new CsvReader();
        };
    }
}
