package io.plumbline.governance.key;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<StoredApiKey, String> {

    StoredApiKey saveAndFlush(StoredApiKey key);

    Optional<StoredApiKey> findById(String id);

    List<StoredApiKey> findByIdIn(Collection<String> ids);

    List<StoredApiKey> findByNameContainingIgnoreCaseOrderByName(String text, Limit limit);

    List<StoredApiKey> findByOwnerAndRevokedAtIsNull(UUID owner);

    /// Ordered by name and id, after the given ones.
    @Query("""
            select key from StoredApiKey key
            where (:team is null or key.team = :team) and (key.name > :name or (key.name = :name and key.id > :id))
            order by key.name, key.id
            """)
    List<StoredApiKey> page(@Nullable String team, String name, String id, Limit limit);

    /// Returns everything changed after the given change, in that order.
    List<StoredApiKey> findByChangeGreaterThanOrderByChange(long change);
}
