package io.plumbline.gateway.route;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface RouteRepository extends Repository<RouteEntity, String> {

    RouteEntity saveAndFlush(RouteEntity route);

    void delete(RouteEntity route);

    Optional<RouteEntity> findByName(String name);

    List<RouteEntity> findByNameGreaterThanOrderByName(String name, Limit limit);

    List<RouteEntity> findAll();
}
