package io.plumbline.gateway.rollout;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RolloutRepository extends Repository<RolloutEntity, UUID> {

    RolloutEntity saveAndFlush(RolloutEntity rollout);

    Optional<RolloutEntity> findById(UUID id);

    /// Returns the rollout and locks it until the transaction ends.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select rollout from RolloutEntity rollout where rollout.id = :id")
    Optional<RolloutEntity> lockById(UUID id);

    /// Returns rollouts, newest first.
    @Query("""
            select rollout from RolloutEntity rollout
            where rollout.id < :before and rollout.state in :states
            order by rollout.id desc""")
    List<RolloutEntity> page(UUID before, Collection<RolloutState> states, Limit limit);

    /// Returns rollouts of these routes, newest first.
    @Query("""
            select rollout from RolloutEntity rollout
            where rollout.route in :routes and rollout.id < :before and rollout.state in :states
            order by rollout.id desc""")
    List<RolloutEntity> pageOfRoutes(
            Collection<String> routes, UUID before, Collection<RolloutState> states, Limit limit);

    /// Whether any of them changes the route.
    @Query("""
            select count(rollout) > 0 from RolloutEntity rollout
            where rollout.route = :route and (rollout.state in :states or rollout.withdrawn = true)""")
    boolean existsInForce(String route, Collection<RolloutState> states);

    /// Returns rollouts of a route that ended in a state after a time.
    List<RolloutEntity> findByRouteAndStateAndEndedAtGreaterThan(String route, RolloutState state, Instant since);

    boolean existsByRouteAndTeamAndStateInAndIdGreaterThan(
            String route, String team, Collection<RolloutState> states, UUID id);

    @Query("""
            select rollout from RolloutEntity rollout
            where rollout.state in :states or rollout.withdrawn = true""")
    List<RolloutEntity> inForce(Collection<RolloutState> states);

    /// Returns due rollouts, the longest overdue first.
    List<RolloutEntity> findByDueAtLessThanEqualOrderByDueAt(Instant now, Limit limit);
}
