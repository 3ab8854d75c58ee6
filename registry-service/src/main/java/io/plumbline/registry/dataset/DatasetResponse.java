package io.plumbline.registry.dataset;

import java.time.Instant;

/// A dataset in the API.
///
/// @param newestVersion 0 if there is no version
record DatasetResponse(
        String name,
        String team,
        String description,
        boolean golden,
        int newestVersion,
        Instant createdAt,
        Instant updatedAt) {

    static DatasetResponse from(Dataset dataset, int newestVersion) {
        return new DatasetResponse(
                dataset.name(),
                dataset.team(),
                dataset.description(),
                dataset.golden(),
                newestVersion,
                dataset.createdAt(),
                dataset.updatedAt());
    }
}
