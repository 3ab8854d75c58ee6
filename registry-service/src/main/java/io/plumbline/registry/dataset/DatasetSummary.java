package io.plumbline.registry.dataset;

import java.util.Map;

/// A dataset version without its records.
///
/// @param digest over the canonical records: `sha256:` and 64 hexadecimal digits
/// @param personalData entity type → number of findings in the uploaded texts
public record DatasetSummary(
        String description, long records, String digest, Map<String, Long> personalData, boolean isRedacted) {

    static DatasetSummary of(Dataset dataset, DatasetVersion version) {
        return new DatasetSummary(
                dataset.description(),
                version.records(),
                version.digest(),
                version.personalData(),
                version.redaction() != null);
    }
}
