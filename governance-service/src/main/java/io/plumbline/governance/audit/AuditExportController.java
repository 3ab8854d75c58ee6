package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.governance.key.ActorDirectory;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Exports events as a file, newest first. The file is written page by page, so its size does not need memory.
@RestController
class AuditExportController {

    static final String NDJSON = "application/x-ndjson";
    static final String CSV = "text/csv";
    private static final int MOST = 100_000;
    private static final int PAGE = 1_000;
    private static final String COLUMNS = "time,id,service,team,actorType,actorId,actorName,action,resourceType,"
            + "resourceId,resourceVersion,outcome,traceId,attributes\r\n";

    private final AuditEvents events;
    private final ExportTrail trail;
    private final ActorDirectory names;
    private final JsonMapper json;

    AuditExportController(AuditEvents events, ExportTrail trail, ActorDirectory names, JsonMapper json) {
        this.events = events;
        this.trail = trail;
        this.names = names;
        this.json = json;
    }

    /// Returns the matching events, by `Accept`: one JSON object a line, exactly as in the log, or CSV with the
    /// names of users and keys. To continue after `limit` events, set `to` to the time of the last one. The log
    /// records the export.
    @GetMapping(
            path = "/api/v1/audit/export",
            produces = {NDJSON, CSV})
    @RequiresPermission(Permission.AUDIT_READ)
    @ApiResponse(
            responseCode = "200",
            description = "The events.",
            content = {
                @Content(mediaType = NDJSON, schema = @Schema(type = "string")),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    void export(
            @Valid @ParameterObject EventQuery query,
            @Parameter(description = "The number of events at most.")
                    @RequestParam(defaultValue = "" + MOST)
                    @Min(1)
                    @Max(MOST)
                    int limit,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = NDJSON) String accept,
            HttpServletResponse response)
            throws IOException {
        EventQuery.requireKnown(parameters.keySet());
        boolean csv = MediaType.parseMediaTypes(accept).stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.parseMediaType(CSV)));
        // Before the first byte, so that an invalid filter is still a problem document.
        List<AuditEvent> page = events.next(query, null, Math.min(PAGE, limit));
        trail.append(csv ? "csv" : "ndjson", query, limit);
        response.setContentType(csv ? CSV + ";charset=UTF-8" : NDJSON);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-events." + (csv ? "csv\"" : "ndjson\""));
        OutputStream out = new BufferedOutputStream(response.getOutputStream());
        if (csv) {
            out.write(COLUMNS.getBytes(StandardCharsets.UTF_8));
        }
        int left = limit;
        while (!page.isEmpty()) {
            Map<String, String> known = csv ? names.inEvents(page) : Map.of();
            for (AuditEvent event : page) {
                out.write(csv ? row(event, known) : line(event));
            }
            left -= page.size();
            int next = Math.min(PAGE, left);
            page = next == 0 ? List.of() : events.next(query, page.getLast().id(), next);
        }
        out.flush();
    }

    private byte[] line(AuditEvent event) {
        String line = event.readable()
                ? new String(event.canonical(), StandardCharsets.UTF_8)
                : json.writeValueAsString(UnreadableEvent.of(event));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] row(AuditEvent event, Map<String, String> known) {
        String line = Stream.of(
                        event.time().toString(),
                        event.id().toString(),
                        event.service(),
                        event.team(),
                        event.actor().type(),
                        event.actor().id(),
                        known.getOrDefault(event.actor().id(), ""),
                        event.action(),
                        event.resource().type(),
                        event.resource().id(),
                        Objects.requireNonNullElse(event.resource().version(), ""),
                        event.outcome().name(),
                        event.traceId(),
                        json.writeValueAsString(event.attributes()))
                .map(AuditExportController::cell)
                .collect(Collectors.joining(","));
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Quotes a cell (RFC 4180). A value that a spreadsheet would take for a formula gets an apostrophe.
    static String cell(@Nullable String value) {
        String text = value == null ? "" : value;
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    /// An entry whose bytes are not an event.
    record UnreadableEvent(UUID id, String team, boolean unreadable, byte @Nullable [] bytes) {

        static UnreadableEvent of(AuditEvent event) {
            return new UnreadableEvent(event.id(), event.team(), true, event.canonical());
        }
    }
}
