package io.plumbline.console.dataset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The fields of an upload besides the file.
///
/// @param preset the name of a mapping; `own` for the one in `ownMapping`; empty for none
/// @param ownMapping a JSON object
record UploadForm(
        @Nullable String redact,
        @Nullable String format,
        @Nullable String preset,
        @Nullable String ownMapping) {

    static final UploadForm EMPTY = new UploadForm("", "", "", "");

    /// Returns the mapping to request; null for none.
    @Nullable
    String mapping() {
        String chosen = Objects.requireNonNullElse(preset, "");
        return switch (chosen) {
            case "" -> null;
            case "own" -> Objects.requireNonNullElse(ownMapping, "").isBlank() ? "{}" : ownMapping;
            default -> chosen;
        };
    }
}
