package io.plumbline.registry.dataset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface DatasetVersionRepository extends Repository<DatasetVersion, UUID> {

    DatasetVersion saveAndFlush(DatasetVersion version);

    Optional<DatasetVersion> findByDatasetIdAndNumber(UUID datasetId, int number);

    /// Newest first.
    List<DatasetVersion> findByDatasetIdAndNumberLessThanOrderByNumberDesc(UUID datasetId, int number, Limit limit);

    /// Returns the newest version number; 0 if there is none.
    @Query("select coalesce(max(v.number), 0) from DatasetVersion v where v.datasetId = :datasetId")
    int newest(UUID datasetId);

    @Query("select v.datasetId as datasetId, max(v.number) as newest from DatasetVersion v"
            + " where v.datasetId in :datasetIds group by v.datasetId")
    List<Newest> newest(List<UUID> datasetIds);

    /// A dataset and the number of its newest version.
    record Newest(UUID datasetId, int newest) {}
}
