package io.plumbline.registry.dataset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface DatasetRepository extends Repository<Dataset, UUID> {

    Dataset saveAndFlush(Dataset dataset);

    Optional<Dataset> findByName(String name);

    List<Dataset> findByNameGreaterThanOrderByName(String name, Limit limit);

    /// Locks the version numbers of the dataset until the transaction ends.
    @NativeQuery("select id from dataset where id = :id for update")
    UUID lock(UUID id);
}
