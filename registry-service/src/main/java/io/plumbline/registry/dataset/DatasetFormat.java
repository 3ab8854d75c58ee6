package io.plumbline.registry.dataset;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The formats of uploads.
enum DatasetFormat {
    /// One JSON object a line.
    JSONL(Set.of("jsonl", "ndjson"), Set.of("application/jsonl", "application/x-ndjson", "application/x-jsonlines")),
    /// RFC 4180 with a header line.
    CSV(Set.of("csv"), Set.of("text/csv"));

    private final Set<String> extensions;
    private final Set<String> mediaTypes;

    DatasetFormat(Set<String> extensions, Set<String> mediaTypes) {
        this.extensions = extensions;
        this.mediaTypes = mediaTypes;
    }

    /// The format of a file by its name, else by its media type.
    static Optional<DatasetFormat> of(@Nullable String fileName, @Nullable String mediaType) {
        String extension = fileName == null
                ? ""
                : fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (DatasetFormat format : values()) {
            if (format.extensions.contains(extension)) {
                return Optional.of(format);
            }
        }
        String type = mediaType == null
                ? ""
                : mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (DatasetFormat format : values()) {
            if (format.mediaTypes.contains(type)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    RecordReader reader() {
        return switch (this) {
            case JSONL -> new JsonlReader();
            case CSV -> new CsvReader();
        };
    }
}
