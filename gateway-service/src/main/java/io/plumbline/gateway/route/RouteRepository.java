package io.plumbline.gateway.route;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RouteRepository extends Repository<RouteEntity, String> {

    RouteEntity saveAndFlush(RouteEntity route);

    void delete(RouteEntity route);

    Optional<RouteEntity> findByName(String name);

    /// Returns the route and locks it: until the transaction ends, no one else changes it or begins a rollout of
    /// it.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select route from RouteEntity route where route.name = :name")
    Optional<RouteEntity> lockByName(String name);

    List<RouteEntity> findByNameGreaterThanOrderByName(String name, Limit limit);

    List<RouteEntity> findByNameInAndNameGreaterThanOrderByName(Collection<String> names, String name, Limit limit);

    List<RouteEntity> findAll();
}
