package io.plumbline.eval.panel.exchange;

import org.springframework.http.MediaType;

/// The platforms with which panels exchange items and labels.
enum Platform {
    /// Amazon Mechanical Turk: CSV.
    MTURK(new MediaType("text", "csv")),
    /// Label Studio: JSON.
    LABEL_STUDIO(MediaType.APPLICATION_JSON),
    /// Scale: JSON lines.
    SCALE(MediaType.APPLICATION_NDJSON);

    private final MediaType type;

    Platform(MediaType type) {
        this.type = type;
    }

    MediaType type() {
        return type;
    }
}
