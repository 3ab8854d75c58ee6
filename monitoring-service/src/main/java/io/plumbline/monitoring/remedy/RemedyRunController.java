package io.plumbline.monitoring.remedy;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.rollout.TimeCursor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The runs of remedies, and the switch for all remedies.
@RestController
@RequestMapping("/api/v1")
class RemedyRunController {

    private final RemedyRunStore store;
    private final RemedyRuns runs;
    private final RemedySwitch allRemedies;

    RemedyRunController(RemedyRunStore store, RemedyRuns runs, RemedySwitch allRemedies) {
        this.store = store;
        this.runs = runs;
        this.allRemedies = allRemedies;
    }

    /// @param acceptChanges whether to undo it although the route was changed since; false unless set
    record UndoRequest(
            @NotBlank @Size(max = 500) String reason,
            @Nullable Boolean acceptChanges) {}

    /// @param enabled whether remedies act
    record SwitchRequest(
            @NotNull Boolean enabled,
            @NotBlank @Size(max = 1_000) String reason) {}

    /// Lists runs, newest first.
    @GetMapping("/remedy-runs")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<RemedyRun> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Size(max = 63) @Nullable String remedy,
            @RequestParam(required = false) @Size(max = 63) @Nullable String route,
            @RequestParam(required = false) @Nullable RemedyRunState state,
            @Valid @ParameterObject Paging paging) {
        return Page.of(
                store.list(
                        new RemedyRunStore.Selection(team, remedy, route, state),
                        TimeCursor.of(paging),
                        paging.size() + 1),
                paging,
                run -> TimeCursor.behind(run.startedAt(), run.id()));
    }

    /// Returns a run with its alert, and the affected part of the route before and after.
    @GetMapping("/remedy-runs/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    RemedyRun get(@PathVariable UUID id) {
        return runs.get(id);
    }

    /// Undoes the action of a run. Refused if the route was changed since, unless the changes are accepted.
    @PostMapping("/remedy-runs/{id}/undo")
    @RequiresPermission(Permission.MONITOR_WRITE)
    RemedyRun undo(@PathVariable UUID id, @Valid @RequestBody UndoRequest request) {
        return runs.undo(id, request.reason(), Boolean.TRUE.equals(request.acceptChanges()));
    }

    /// Returns whether remedies act at all.
    @GetMapping("/remedy-switch")
    @RequiresPermission(Permission.MONITOR_READ)
    RemedySwitch.SwitchState state() {
        return allRemedies.state();
    }

    /// Switches all remedies off or on. Actions in force stay until they end or are undone.
    @PutMapping("/remedy-switch")
    @RequiresPermission(Permission.PLATFORM_OPERATE)
    RemedySwitch.SwitchState set(@Valid @RequestBody SwitchRequest request) {
        return allRemedies.set(
                request.enabled(), request.reason(), Callers.current().id());
    }
}
