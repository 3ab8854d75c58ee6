package io.plumbline.registry.dataset;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.dataset.file.UploadRedaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dataset version in the API.
///
/// @param digest over the canonical records (RFC 8785), each followed by a line feed: `sha256:` and 64
///     hexadecimal digits
/// @param personalData entity type → number of findings in the uploaded texts
/// @param secrets kind of credential → number of findings
/// @param redaction replacement of findings; null if the records are unchanged
/// @param blocked why the policy on dataset audits blocks the version; empty if it may be used
record DatasetVersionResponse(
        String name,
        int version,
        String team,
        long records,
        String digest,
        Map<String, Long> personalData,
        Map<String, Long> secrets,
        @Nullable UploadRedaction redaction,
        List<String> blocked,
        Instant createdAt,
        Author createdBy) {

    static DatasetVersionResponse from(String name, DatasetVersion version, List<String> blocked) {
        return new DatasetVersionResponse(
                name,
                version.number(),
                version.team(),
                version.records(),
                version.digest(),
                version.personalData(),
                version.secrets(),
                version.redaction(),
                blocked,
                version.createdAt(),
                version.createdBy());
    }
}
