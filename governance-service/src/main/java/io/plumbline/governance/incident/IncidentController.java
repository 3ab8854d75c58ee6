package io.plumbline.governance.incident;

import io.plumbline.governance.incident.IncidentRequests.IncidentQuery;
import io.plumbline.governance.incident.IncidentRequests.NewIncident;
import io.plumbline.governance.incident.IncidentRequests.NewTransition;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.IdempotencyKeys;
import io.plumbline.kit.web.OwnIdempotency;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(IncidentController.PATH)
class IncidentController {

    static final String PATH = "/api/v1/incidents";

    private final Incidents incidents;

    IncidentController(Incidents incidents) {
        this.incidents = incidents;
    }

    /// The key is stored with the incident, so a lost response can be repeated as long as the incident exists.
    @Bean
    static OwnIdempotency incidentReports() {
        return OwnIdempotency.of(PATH);
    }

    /// Reports an incident. A repeated report with the same key returns the existing incident, even after the
    /// usual lifetime of idempotency keys.
    @PostMapping
    @MayCreate
    @RequiresPermission(Permission.INCIDENT_WRITE)
    ResponseEntity<IncidentView> open(
            @Parameter(hidden = true)
                    @RequestHeader(name = IdempotencyKeys.HEADER, required = false)
                    @Size(min = 1, max = IdempotencyKeys.MAX_KEY_LENGTH)
                    @Pattern(regexp = "[ -~]*", message = "must be printable ASCII")
                    @Nullable
                    String key,
            @Valid @RequestBody NewIncident report) {
        Incidents.Versioned found = incidents.open(report, key, Callers.current());
        return ResponseEntity.status(found.opened() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create(found.incident().href()))
                .eTag(found.tag())
                .body(found.incident());
    }

    /// Lists open incidents first, each state newest first.
    @GetMapping
    @RequiresPermission(Permission.INCIDENT_READ)
    Page<IncidentView> list(@Valid @ParameterObject IncidentQuery query, @Valid @ParameterObject Paging paging) {
        return incidents.list(query, paging);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.INCIDENT_READ)
    ResponseEntity<IncidentView> get(@PathVariable UUID id) {
        return tagged(incidents.get(id));
    }

    @PostMapping("/{id}/transitions")
    @RequiresPermission(Permission.INCIDENT_WRITE)
    ResponseEntity<IncidentView> move(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Size(max = 200) @Nullable String ifMatch,
            @Valid @RequestBody NewTransition transition) {
        return tagged(incidents.move(id, transition, ifMatch, Callers.current()));
    }

    private static ResponseEntity<IncidentView> tagged(Incidents.Versioned found) {
        return ResponseEntity.ok().eTag(found.tag()).body(found.incident());
    }
}
