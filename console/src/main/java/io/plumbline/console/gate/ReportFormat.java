package io.plumbline.console.gate;

import java.util.Locale;

/// The formats of a gate's report.
enum ReportFormat {
    HTML("HTML page", "text/html", "html"),
    MARKDOWN("Markdown", "text/markdown", "md"),
    JUNIT("JUnit XML", "application/xml", "xml"),
    SARIF("SARIF", "application/sarif+json", "sarif"),
    JSON("JSON", "application/json", "json");

    private final String label;
    private final String mediaType;
    private final String extension;

    ReportFormat(String label, String mediaType, String extension) {
        this.label = label;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String label() {
        return label;
    }

    /// Returns the value in addresses.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }
}
