package io.plumbline.governance.incident;

import io.plumbline.governance.incident.IncidentRequests.NewIncident;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// An incident: what was reported stays as it was, only its state moves on.
@Entity(name = "Incident")
@Table(name = "incident")
class IncidentEntity {

    @Id
    private UUID id;

    private String team;

    @Enumerated(EnumType.STRING)
    private IncidentState state;

    /// Of the database.
    @Column(insertable = false, updatable = false)
    private int stateOrder;

    @Enumerated(EnumType.STRING)
    private Severity severity;

    @Enumerated(EnumType.STRING)
    private IncidentKind kind;

    private String title;
    private @Nullable String description;
    private String resourceType;
    private String resourceId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private Map<String, @Nullable Object> evidence;

    private Instant occurredAt;
    private String reportedBy;
    private Instant reportedAt;

    @SuppressWarnings("UnusedVariable") // read by queries
    private @Nullable String idempotencyKey;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "incident_transition", joinColumns = @JoinColumn(name = "incident_id"))
    @OrderBy("movedAt")
    @BatchSize(size = 100)
    private List<TransitionEntity> transitions = new ArrayList<>();

    @Version
    private @Nullable Long version;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected IncidentEntity() {}

    /// @param report checked by whoever calls
    IncidentEntity(UUID id, String team, NewIncident report, Reporter reporter, Instant now) {
        this.id = id;
        this.team = team;
        this.state = IncidentState.OPEN;
        this.severity = report.severity();
        this.kind = report.kind();
        this.title = report.title().strip();
        this.description = report.description();
        this.resourceType = report.resource().type();
        this.resourceId = report.resource().id();
        this.evidence = report.evidence() == null ? Map.of() : new HashMap<>(report.evidence());
        this.occurredAt = report.occurredAt(now);
        this.reportedBy = reporter.actor();
        this.reportedAt = now;
        this.idempotencyKey = reporter.key();
    }

    /// Who reports.
    ///
    /// @param key their idempotency key, kept for ever
    record Reporter(String actor, @Nullable String key) {}

    UUID id() {
        return id;
    }

    String team() {
        return team;
    }

    IncidentState state() {
        return state;
    }

    int stateOrder() {
        return stateOrder;
    }

    Severity severity() {
        return severity;
    }

    IncidentKind kind() {
        return kind;
    }

    String title() {
        return title;
    }

    @Nullable
    String description() {
        return description;
    }

    String resourceType() {
        return resourceType;
    }

    String resourceId() {
        return resourceId;
    }

    Map<String, @Nullable Object> evidence() {
        return evidence;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    String reportedBy() {
        return reportedBy;
    }

    Instant reportedAt() {
        return reportedAt;
    }

    List<TransitionEntity> transitions() {
        return List.copyOf(transitions);
    }

    long version() {
        return version == null ? 0 : version;
    }

    /// Whether this report could be of this incident: what may be told anew on a second try (time, text, figures)
    /// is not compared.
    boolean isReportedBy(String ofTeam, NewIncident report) {
        return team.equals(ofTeam)
                && kind == report.kind()
                && resourceType.equals(report.resource().type())
                && resourceId.equals(report.resource().id());
    }

    /// Moves it on, as the caller has checked that it may.
    void move(IncidentState to, String by, Instant at, @Nullable String comment) {
        state = to;
        transitions.add(new TransitionEntity(team, to, by, at, comment));
    }
}
