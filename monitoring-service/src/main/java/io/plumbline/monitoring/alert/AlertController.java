package io.plumbline.monitoring.alert;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alerts")
class AlertController {

    private static final int CURSOR_PARTS = 2;

    private final AlertStore alerts;
    private final Acknowledgements acknowledgements;

    AlertController(AlertStore alerts, Acknowledgements acknowledgements) {
        this.alerts = alerts;
        this.acknowledgements = acknowledgements;
    }

    /// The body that acknowledges an alert.
    record AcknowledgeRequest(@Size(max = 1_000) @Nullable String comment) {}

    /// Lists alerts, newest first.
    ///
    /// @param name of the monitor, the objective or the baseline; `TEAM/ROUTE` for costs
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<AlertResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Nullable AlertSource source,
            @RequestParam(required = false) @Size(max = 127) @Nullable String name,
            @RequestParam(required = false) @Nullable AlertState state,
            @RequestParam(required = false) @Nullable AlertSeverity severity,
            @Valid @ParameterObject Paging paging) {
        AlertStore.Place after =
                paging.after(CURSOR_PARTS).map(AlertController::place).orElse(null);
        Page<Alert> page = Page.of(
                alerts.list(new AlertStore.Selection(team, source, name, state, severity), after, paging.size() + 1),
                paging,
                alert -> Cursor.of(alert.startedAt(), alert.id()));
        Map<UUID, Acknowledgement> given =
                acknowledgements.of(page.items().stream().map(Alert::id).toList());
        return page.map(alert -> AlertResponse.from(alert, given.get(alert.id())));
    }

    /// Returns an alert.
    @GetMapping("/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    AlertResponse get(@PathVariable UUID id) {
        Alert alert = alerts.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No alert has this id."));
        return AlertResponse.from(alert, acknowledgements.of(List.of(id)).get(id));
    }

    /// Acknowledges a firing alert: its messages are not repeated, and it is not escalated.
    @PostMapping("/{id}/acknowledge")
    @RequiresPermission(Permission.MONITOR_WRITE)
    AlertResponse acknowledge(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable AcknowledgeRequest request) {
        acknowledgements.acknowledge(id, request == null ? null : request.comment());
        return get(id);
    }

    private static AlertStore.Place place(Cursor cursor) {
        try {
            return new AlertStore.Place(Instant.parse(cursor.text(0)), UUID.fromString(cursor.text(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
        }
    }
}
