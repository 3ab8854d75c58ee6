package io.plumbline.eval.rubric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of a rubric. A version never changes.
///
/// @param team null for one that comes with the software, which every team may use
/// @param version 1, 2, 3…
/// @param digest `sha256:` of the document without its team, in canonical JSON: what a judge was calibrated
///     with
/// @param createdAt null for one that comes with the software
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
