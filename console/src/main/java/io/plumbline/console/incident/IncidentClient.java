package io.plumbline.console.incident;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Incidents.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/incidents")
interface IncidentClient {

    /// Open ones first, newest first within each state.
    @GetExchange
    Page<Incident> list(@RequestParam MultiValueMap<String, String> filters);

    /// Returns the incident with its entity tag.
    @GetExchange("/{id}")
    ResponseEntity<Incident> get(@PathVariable UUID id);

    @PostExchange
    Incident open(@RequestBody Report report);

    @PostExchange("/{id}/transitions")
    void move(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Move move);

    /// An incident.
    record Incident(
            UUID id,
            String team,
            String state,
            String severity,
            String kind,
            String title,
            @Nullable String description,
            Subject resource,
            Instant occurredAt,
            String reportedBy,
            Instant reportedAt,
            Map<String, Object> evidence,
            List<Transition> transitions) {}

    /// What it affects.
    record Subject(@Nullable String type, @Nullable String id) {}

    /// A transition.
    record Transition(
            String to, String by, Instant at, @Nullable String comment) {}

    /// The body that opens one.
    record Report(
            @Nullable String team,
            @Nullable String severity,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String description,
            Subject resource,
            @Nullable Instant occurredAt) {}

    /// The body that moves one.
    record Move(String to, @Nullable String comment) {}
}
