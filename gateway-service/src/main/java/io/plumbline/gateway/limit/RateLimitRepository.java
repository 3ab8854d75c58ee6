package io.plumbline.gateway.limit;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RateLimitRepository extends Repository<RateLimitEntity, String> {

    RateLimitEntity saveAndFlush(RateLimitEntity limit);

    void delete(RateLimitEntity limit);

    Optional<RateLimitEntity> findByName(String name);

    /// Returns the limit and locks it until the transaction ends.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select rule from RateLimitEntity rule where rule.name = :name")
    Optional<RateLimitEntity> lockByName(String name);

    List<RateLimitEntity> findByNameGreaterThanOrderByName(String name, Limit atMost);

    List<RateLimitEntity> findAll();
}
