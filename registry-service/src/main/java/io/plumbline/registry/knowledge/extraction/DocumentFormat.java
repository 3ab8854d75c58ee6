package io.plumbline.registry.knowledge.extraction;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The formats of documents.
public enum DocumentFormat {
    PDF,
    DOCX,
    PPTX,
    XLSX,
    HTML,
    MARKDOWN,
    TEXT,
    CSV,
    JSON,
    EML;

    private static final Map<String, DocumentFormat> EXTENSIONS = Map.ofEntries(
            Map.entry("pdf", PDF),
            Map.entry("docx", DOCX),
            Map.entry("pptx", PPTX),
            Map.entry("xlsx", XLSX),
            Map.entry("html", HTML),
            Map.entry("htm", HTML),
            Map.entry("md", MARKDOWN),
            Map.entry("markdown", MARKDOWN),
            Map.entry("txt", TEXT),
            Map.entry("csv", CSV),
            Map.entry("json", JSON),
            Map.entry("eml", EML));

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    private static final Map<String, DocumentFormat> MEDIA_TYPES = Map.of(
            "application/pdf",
            PDF,
            OFFICE + "wordprocessingml.document",
            DOCX,
            OFFICE + "presentationml.presentation",
            PPTX,
            OFFICE + "spreadsheetml.sheet",
            XLSX,
            "text/html",
            HTML,
            "text/markdown",
            MARKDOWN,
            "text/plain",
            TEXT,
            "text/csv",
            CSV,
            "application/json",
            JSON,
            "message/rfc822",
            EML);

    /// Returns the format by the extension of the file name, else by media type. The content is checked against
    /// it later.
    public static Optional<DocumentFormat> of(String fileName, @Nullable String mediaType) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        DocumentFormat format = fileName.contains(".") ? EXTENSIONS.get(extension) : null;
        if (format == null && mediaType != null) {
            format = MEDIA_TYPES.get(mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(format);
    }

    /// Whether the file is a ZIP archive of XML.
    boolean isOffice() {
        return this == DOCX || this == PPTX || this == XLSX;
    }
}
