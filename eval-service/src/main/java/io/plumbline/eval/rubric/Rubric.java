package io.plumbline.eval.rubric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of a rubric. A version never changes.
///
/// @param team null for a built-in one, which every team may use
/// @param version 1, 2, 3…
/// @param digest `sha256:` of the document without its team, in canonical JSON: calibrations refer to it
/// @param createdAt null for a built-in one
public record Rubric(
        String name,
        @Nullable String team,
        int version,
        String digest,
        RubricDocument document,
        @Nullable Instant createdAt) {

    public String reference() {
        return name + "@" + version;
    }
}
