package io.plumbline.eval.scorer;

import java.time.Instant;
import java.util.UUID;

/// A version of a scorer, without its module. It never changes.
///
/// @param digest of the module, which suites name: `sha256:` and 64 hexadecimal digits
/// @param bytes size of the module
record ScorerVersion(
        UUID id,
        String team,
        String name,
        int version,
        String digest,
        int bytes,
        String createdBy,
        Instant createdAt) {}
