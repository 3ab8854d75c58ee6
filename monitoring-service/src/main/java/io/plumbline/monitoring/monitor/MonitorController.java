package io.plumbline.monitoring.monitor;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
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
@RequestMapping("/api/v1/monitors")
class MonitorController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    private static final int SHOWN_BREACHES = 10;

    private final Monitors monitors;
    private final MonitorBreaches breaches;

    MonitorController(Monitors monitors, MonitorBreaches breaches) {
        this.monitors = monitors;
        this.breaches = breaches;
    }

    /// Creates or replaces a monitor. A replaced monitor learns the normal state again from the last two weeks.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.MONITOR_WRITE)
    ResponseEntity<MonitorResponse> put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody MonitorRequest request) {
        String team = Callers.current().teamFor(Permission.MONITOR_WRITE, request.team());
        Monitor stored = monitors.put(name, team, request.plan(), ifMatch);
        return answer(
                stored.revision() == 0
                        ? ResponseEntity.created(URI.create("/api/v1/monitors/" + name))
                        : ResponseEntity.ok(),
                stored,
                List.of());
    }

    /// Returns what a `PUT` of this monitor would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.MONITOR_WRITE)
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody MonitorRequest request) {
        return monitors.diff(name, Callers.current().teamFor(Permission.MONITOR_WRITE, request.team()), request.plan());
    }

    /// Lists the monitors by name, each with its newest breach.
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<MonitorResponse> list(@Valid @ParameterObject Paging paging) {
        Page<Monitor> page = monitors.list(paging);
        Map<String, MonitorBreach> newest =
                breaches.newestOf(page.items().stream().map(Monitor::name).toList());
        return page.map(monitor -> MonitorResponse.of(monitor, newest.get(monitor.name())));
    }

    /// Returns a monitor, its newest observations and the changes that it has detected.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    ResponseEntity<MonitorResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return answer(ResponseEntity.ok(), monitors.get(name), breaches.of(name, SHOWN_BREACHES));
    }

    /// Removes a monitor. Its incidents remain.
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.MONITOR_WRITE)
    void remove(@PathVariable @Pattern(regexp = NAME) String name) {
        monitors.remove(name);
    }

    private static ResponseEntity<MonitorResponse> answer(
            ResponseEntity.BodyBuilder answer, Monitor monitor, List<MonitorBreach> breaches) {
        return answer.eTag(EntityTags.of(monitor.revision())).body(MonitorResponse.whole(monitor, breaches));
    }
}
