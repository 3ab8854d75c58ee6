package io.plumbline.eval.panel.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Scheduled;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/panel-schedules")
class PanelScheduleController {

    /// Shorter than other names: the panels have the day added.
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,50}";

    private final PanelSchedules schedules;

    PanelScheduleController(PanelSchedules schedules) {
        this.schedules = schedules;
    }

    /// A schedule of panels.
    ///
    /// @param nextRun time of the next panel
    /// @param last null before the first run
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PanelScheduleResponse(
            String name,
            String team,
            PanelSchedule schedule,
            Instant nextRun,
            @Nullable ScheduledRun last) {

        static PanelScheduleResponse of(Scheduled scheduled) {
            return new PanelScheduleResponse(
                    scheduled.name(), scheduled.team(), scheduled.schedule(), scheduled.nextRun(), scheduled.last());
        }
    }

    /// Creates or replaces a schedule: every few months, a panel on a stratified sample of the newest version of a
    /// dataset. The first one is created at once.
    @PutMapping("/{name}")
    @RequiresPermission(Permission.PANEL_WRITE)
    PanelScheduleResponse put(
            @PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody PanelSchedule schedule) {
        return PanelScheduleResponse.of(schedules.put(name, schedule));
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PANEL_READ)
    PanelScheduleResponse get(@PathVariable String name) {
        return PanelScheduleResponse.of(schedules.get(name));
    }

    /// By name.
    @GetMapping
    @RequiresPermission(Permission.PANEL_READ)
    Page<PanelScheduleResponse> list(@Valid @ParameterObject Paging paging) {
        return schedules.list(paging).map(PanelScheduleResponse::of);
    }

    /// Deletes a schedule. Its panels remain.
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.PANEL_WRITE)
    void delete(@PathVariable String name) {
        schedules.delete(name);
    }
}
