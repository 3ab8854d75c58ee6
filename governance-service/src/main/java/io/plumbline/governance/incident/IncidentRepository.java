package io.plumbline.governance.incident;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface IncidentRepository extends Repository<IncidentEntity, UUID> {

    IncidentEntity saveAndFlush(IncidentEntity incident);

    Optional<IncidentEntity> findById(UUID id);

    Optional<IncidentEntity> findByReportedByAndIdempotencyKey(String reportedBy, String idempotencyKey);

    /// Serialises identical reports until the transaction ends.
    @Query(value = "select 1 from pg_advisory_xact_lock(hashtextextended(:report, 2))", nativeQuery = true)
    int serialize(String report);

    /// Returns the incident, locked until the transaction ends, so that transitions are sequential.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select incident from Incident incident where incident.id = :id")
    Optional<IncidentEntity> lock(UUID id);

    /// Open incidents first, each state newest first, after the given position.
    @Query("""
            select incident from Incident incident
            where (cast(:afterId as uuid) is null or incident.stateOrder > :afterOrder
                    or (incident.stateOrder = :afterOrder and incident.id < :afterId))
                and (cast(:state as string) is null or incident.state = :state)
                and (cast(:severity as string) is null or incident.severity = :severity)
                and (cast(:kind as string) is null or incident.kind = :kind)
                and (cast(:team as string) is null or incident.team = :team)
            order by incident.stateOrder, incident.id desc
            """)
    List<IncidentEntity> page(
            @Nullable IncidentState state,
            @Nullable Severity severity,
            @Nullable IncidentKind kind,
            @Nullable String team,
            int afterOrder,
            @Nullable UUID afterId,
            Limit limit);
}
