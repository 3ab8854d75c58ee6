package io.plumbline.governance.incident;

import io.plumbline.governance.team.TeamName;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Request bodies of incidents.
final class IncidentRequests {

    static final int MAX_COMMENT = 2_000;
    static final int MAX_EVIDENCE_BYTES = 16 * 1024;

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    /// Tolerance for clock differences.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private IncidentRequests() {}

    /// A report of an incident, as sent by [io.plumbline.clients.governance.IncidentReport].
    ///
    /// @param title one line
    /// @param description what happened and why; never a prompt or an answer
    /// @param occurredAt default: now
    /// @param evidence figures, at most 16 KB of JSON
    record NewIncident(
            @Nullable @TeamName String team,
            @NotNull Severity severity,
            @NotNull IncidentKind kind,

            @NotBlank @Size(max = 200) @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must be one line")
            String title,

            @Nullable @Size(max = 4_000) String description,
            @NotNull @Valid IncidentSubject resource,
            @Nullable Instant occurredAt,
            @Nullable @Size(max = 500) Map<@Size(max = 200) String, @Nullable Object> evidence) {

        /// Returns the time of the incident.
        ///
        /// @throws io.plumbline.kit.problem.ProblemException 400 if it is not in the past
        Instant occurredAt(Instant now) {
            if (occurredAt == null) {
                return now;
            }
            if (occurredAt.isBefore(FIRST) || occurredAt.isAfter(now.plus(AHEAD))) {
                throw RequestProblem.INVALID_REQUEST
                        .because("The request is invalid. errors lists each field.")
                        .at("/occurredAt", "must be in the past and in this century");
            }
            return occurredAt;
        }
    }

    /// The affected resource.
    ///
    /// @param type for example `rollout`
    record IncidentSubject(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,63}")
            String type,

            @NotBlank @Size(max = 256) @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must be one line")
            String id) {}

    /// @param comment required to resolve
    record NewTransition(
            @NotNull IncidentState to,
            @Nullable @Size(max = MAX_COMMENT) String comment) {}

    /// Filters for incidents; all given filters must match.
    record IncidentQuery(
            @Nullable IncidentState state,
            @Nullable Severity severity,
            @Nullable IncidentKind kind,
            @Nullable @Size(max = 63) String team) {

        /// Returns the team, if given; forms send empty values.
        @Nullable
        String teamGiven() {
            return team == null || team.isBlank() ? null : team.strip();
        }
    }
}
