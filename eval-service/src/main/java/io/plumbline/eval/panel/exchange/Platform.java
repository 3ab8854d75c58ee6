package io.plumbline.eval.panel.exchange;

import org.springframework.http.MediaType;

/// The platforms with which panels exchange items and labels.
enum Platform {
    /// Amazon Mechanical Turk: CSV.
    MTURK("text/csv"),
    /// Label Studio: JSON.
    LABEL_STUDIO(MediaType.APPLICATION_JSON_VALUE),
    /// Scale: JSON lines.
    SCALE(MediaType.APPLICATION_NDJSON_VALUE);

    private final String type;

    Platform(String type) {
        this.type = type;
    }

    MediaType type() {
        return MediaType.parseMediaType(type);
    }
}
