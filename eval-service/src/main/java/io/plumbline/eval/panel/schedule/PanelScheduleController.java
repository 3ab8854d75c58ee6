package io.plumbline.eval.panel.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Scheduled;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Stopped;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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
    /// @param revision number of the document
    /// @param nextRun time of the next panel
    /// @param last null before the first run
    /// @param stopped null unless it creates no more panels
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PanelScheduleResponse(
            String name,
            @JsonUnwrapped PanelSchedule schedule,
            int revision,
            Instant nextRun,
            @Nullable ScheduledRun last,
            @Nullable Stopped stopped) {

        static PanelScheduleResponse of(Scheduled scheduled) {
            return new PanelScheduleResponse(
                    scheduled.name(),
                    scheduled.schedule(),
                    scheduled.revision(),
                    scheduled.nextRun(),
                    scheduled.last(),
                    scheduled.stopped());
        }
    }

    /// Creates or replaces a schedule: every few months, a panel on a stratified sample of the newest version of a
    /// dataset. The first one is created at once. Panels are created in the name of the caller: the schedule stops
    /// when the caller loses the permission, and continues when it is stored again.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.PANEL_WRITE)
    ResponseEntity<PanelScheduleResponse> put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @Valid @RequestBody PanelSchedule schedule,
            @RequestHeader(name = "If-Match", required = false) @Size(max = 200) @Nullable String ifMatch) {
        PanelSchedules.Stored stored = schedules.put(name, schedule, ifMatch);
        ResponseEntity.BodyBuilder answer = stored.created()
                ? ResponseEntity.created(URI.create("/api/v1/panel-schedules/" + name))
                : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(stored.scheduled().revision()))
                .body(PanelScheduleResponse.of(stored.scheduled()));
    }

    /// Previews the changes of a `PUT`. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.PANEL_WRITE)
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody PanelSchedule schedule) {
        return schedules.diff(name, schedule);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PANEL_READ)
    ResponseEntity<PanelScheduleResponse> get(@PathVariable String name) {
        PanelScheduleResponse found = PanelScheduleResponse.of(schedules.get(name));
        return ResponseEntity.ok().eTag(EntityTags.of(found.revision())).body(found);
    }

    /// The runs that created a panel, newest first.
    @GetMapping("/{name}/runs")
    @RequiresPermission(Permission.PANEL_READ)
    Page<ScheduledRun> runs(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return schedules.runs(name, paging);
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
