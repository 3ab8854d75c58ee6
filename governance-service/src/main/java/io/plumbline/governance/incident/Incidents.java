package io.plumbline.governance.incident;

import io.plumbline.audit.UuidV7;
import io.plumbline.governance.incident.IncidentEntity.Reporter;
import io.plumbline.governance.incident.IncidentRequests.IncidentQuery;
import io.plumbline.governance.incident.IncidentRequests.NewIncident;
import io.plumbline.governance.incident.IncidentRequests.NewTransition;
import io.plumbline.governance.team.Teams;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Manages incidents. A repeated report with the same key returns the existing incident, whatever its state and
/// age. Concurrent transitions are sequential.
@Service
@Transactional
class Incidents {

    private final IncidentRepository incidents;
    private final Teams teams;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final UuidV7 ids;
    private final Clock clock;

    Incidents(IncidentRepository incidents, Teams teams, AuditTrail audit, JsonMapper json, UuidV7 ids, Clock clock) {
        this.incidents = incidents;
        this.teams = teams;
        this.audit = audit;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /// An incident at a version.
    ///
    /// @param opened whether this call created it
    record Versioned(IncidentView incident, long version, boolean opened) {

        static Versioned of(IncidentEntity incident, boolean opened) {
            return new Versioned(IncidentView.from(incident), incident.version(), opened);
        }

        String tag() {
            return EntityTags.of(version);
        }
    }

    /// Opens an incident, or returns the one that this caller reported with this key.
    ///
    /// @throws ProblemException 422 if the key belongs to an incident of another resource
    Versioned open(NewIncident report, @Nullable String key, Caller by) {
        String team = by.teamFor(Permission.INCIDENT_WRITE, report.team());
        teams.requireTeam(team, "/team");
        requireBounded(report);
        Optional<IncidentEntity> before = key == null ? Optional.empty() : reportedBefore(by.id(), key);
        if (before.isPresent()) {
            if (!before.get().isReportedBy(team, report)) {
                throw RequestProblem.IDEMPOTENCY_KEY_REUSED.because(
                        "You have used this key to report another incident. Use a new key.");
            }
            return Versioned.of(before.get(), false);
        }
        IncidentEntity opened =
                incidents.saveAndFlush(new IncidentEntity(ids.next(), team, report, new Reporter(by.id(), key), now()));
        audit.append(entry(opened)
                .with("severity", opened.severity().name())
                .with("kind", opened.kind().name())
                .with("occurredAt", opened.occurredAt().toString()));
        return Versioned.of(opened, true);
    }

    private Optional<IncidentEntity> reportedBefore(String by, String key) {
        incidents.serialize(by + "\n" + key);
        return incidents.findByReportedByAndIdempotencyKey(by, key);
    }

    private void requireBounded(NewIncident report) {
        if (report.evidence() != null
                && json.writeValueAsBytes(report.evidence()).length > IncidentRequests.MAX_EVIDENCE_BYTES) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Report the important figures, and state where to find the others.")
                    .at("/evidence", "must be at most 16 KB of JSON");
        }
    }

    Versioned move(UUID id, NewTransition transition, @Nullable String ifMatch, Caller by) {
        IncidentEntity incident = incidents.lock(id).orElseThrow(Incidents::notFound);
        EntityTags.check(ifMatch, incident.version());
        IncidentState to = transition.to();
        if (!incident.state().next().contains(to)) {
            throw IncidentProblem.INCIDENT_TRANSITION_REFUSED
                    .because("It is " + incident.state() + ": next lists its possible states.")
                    .with("state", incident.state().name())
                    .with(
                            "next",
                            incident.state().next().stream().map(Enum::name).toList());
        }
        String comment = transition.comment() == null || transition.comment().isBlank()
                ? null
                : transition.comment().strip();
        if (to == IncidentState.RESOLVED && comment == null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Describe the resolution for later readers.")
                    .at("/comment", "is required to resolve an incident");
        }
        incident.move(to, by.id(), now(), comment);
        incidents.saveAndFlush(incident);
        audit.append(entry(incident));
        return Versioned.of(incident, false);
    }

    @Transactional(readOnly = true)
    Versioned get(UUID id) {
        return Versioned.of(incidents.findById(id).orElseThrow(Incidents::notFound), false);
    }

    /// Lists open incidents first, each state newest first.
    @Transactional(readOnly = true)
    Page<IncidentView> list(IncidentQuery query, Paging paging) {
        Optional<Cursor> after = paging.after(2);
        List<IncidentEntity> rows = incidents.page(
                query.state(),
                query.severity(),
                query.kind(),
                query.teamGiven(),
                after.map(cursor -> cursor.integer(0)).orElse(0),
                after.map(cursor -> cursor.uuid(1)).orElse(null),
                Limit.of(paging.size() + 1));
        return Page.of(rows, paging, incident -> Cursor.of(incident.stateOrder(), incident.id()))
                .map(IncidentView::from);
    }

    private static AuditEntry entry(IncidentEntity incident) {
        return AuditEntry.of(
                        IncidentAction.of(incident.state()),
                        incident.team(),
                        "incident",
                        incident.id().toString())
                .with("resource", incident.resourceType() + ":" + incident.resourceId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No such incident exists.");
    }
}
