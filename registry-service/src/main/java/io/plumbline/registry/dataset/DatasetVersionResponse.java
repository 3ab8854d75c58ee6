package io.plumbline.registry.dataset;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dataset version, as it is answered.
///
/// @param digest over the canonical records (RFC 8785), each with a line feed after it: `sha256:` and 64
///     hexadecimal digits
/// @param personalData entity type → how often it was found in the records' texts, as they came
/// @param secrets kind of credential → how often it was found
/// @param redaction what stands in the place of what was found; null where the records are as they came
record DatasetVersionResponse(
        String name,
        int version,
        String team,
        long records,
        String digest,
        Map<String, Long> personalData,
        Map<String, Long> secrets,
        @Nullable UploadRedaction redaction,
        Instant createdAt,
        Author createdBy) {

    static DatasetVersionResponse from(String name, DatasetVersion version) {
        return new DatasetVersionResponse(
                name,
                version.number(),
                version.team(),
                version.records(),
                version.digest(),
                version.personalData(),
                version.secrets(),
                version.redaction(),
                version.createdAt(),
                version.createdBy());
    }
}
