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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alerts")
class AlertController {

    private static final int CURSOR_PARTS = 2;

    private final AlertStore alerts;

    AlertController(AlertStore alerts) {
        this.alerts = alerts;
    }

    /// Lists alerts, newest first.
    ///
    /// @param name of the monitor or the objective
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<AlertResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Nullable AlertSource source,
            @RequestParam(required = false) @Size(max = 63) @Nullable String name,
            @RequestParam(required = false) @Nullable AlertState state,
            @RequestParam(required = false) @Nullable AlertSeverity severity,
            @Valid @ParameterObject Paging paging) {
        AlertStore.Place after =
                paging.after(CURSOR_PARTS).map(AlertController::place).orElse(null);
        return Page.of(
                        alerts.list(
                                new AlertStore.Selection(team, source, name, state, severity),
                                after,
                                paging.size() + 1),
                        paging,
                        alert -> Cursor.of(alert.startedAt(), alert.id()))
                .map(AlertResponse::from);
    }

    /// Returns an alert.
    @GetMapping("/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    AlertResponse get(@PathVariable UUID id) {
        return alerts.find(id)
                .map(AlertResponse::from)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No alert has this id."));
    }

    private static AlertStore.Place place(Cursor cursor) {
        try {
            return new AlertStore.Place(Instant.parse(cursor.text(0)), UUID.fromString(cursor.text(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
        }
    }
}
