package io.plumbline.governance.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.governance.incident.IncidentRequests.IncidentSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An incident in the API.
///
/// @param report its members are members of the incident in JSON
/// @param resource the affected resource
/// @param transitions its transitions, oldest first
/// @param href its address, relative to this service
record IncidentView(
        UUID id,
        String team,
        IncidentState state,
        Severity severity,
        IncidentKind kind,
        String title,
        @Nullable String description,
        IncidentSubject resource,
        @JsonUnwrapped Report report,
        Map<String, @Nullable Object> evidence,
        List<TransitionView> transitions,
        String href) {

    record Report(Instant occurredAt, String reportedBy, Instant reportedAt) {}

    /// A transition to a state.
    record TransitionView(
            IncidentState to,
            String by,
            Instant at,
            @Nullable String comment) {

        static TransitionView from(TransitionEntity transition) {
            return new TransitionView(
                    transition.state(), transition.movedBy(), transition.movedAt(), transition.comment());
        }
    }

    static IncidentView from(IncidentEntity incident) {
        return new IncidentView(
                incident.id(),
                incident.team(),
                incident.state(),
                incident.severity(),
                incident.kind(),
                incident.title(),
                incident.description(),
                new IncidentSubject(incident.resourceType(), incident.resourceId()),
                new Report(incident.occurredAt(), incident.reportedBy(), incident.reportedAt()),
                incident.evidence(),
                incident.transitions().stream().map(TransitionView::from).toList(),
                "/api/v1/incidents/" + incident.id());
    }
}
