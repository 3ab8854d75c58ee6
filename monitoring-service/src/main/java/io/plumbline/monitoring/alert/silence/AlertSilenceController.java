package io.plumbline.monitoring.alert.silence;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Silences.
@RestController
@RequestMapping("/api/v1")
class AlertSilenceController {

    private final AlertSilences silences;

    AlertSilenceController(AlertSilences silences) {
        this.silences = silences;
    }

    /// Creates a silence.
    @PostMapping("/alert-silences")
    @RequiresPermission(Permission.MONITOR_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    AlertSilenceResponse create(@Valid @RequestBody AlertSilenceRequest request) {
        return silences.create(request);
    }

    /// Lists silences, newest first.
    ///
    /// @param ended whether to include those that have ended
    @GetMapping("/alert-silences")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<AlertSilenceResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(defaultValue = "false") boolean ended,
            @Valid @ParameterObject Paging paging) {
        return silences.page(team, ended, paging);
    }

    /// Lists the silences that held back messages about an alert while it fired, also those that have ended, newest
    /// first.
    @GetMapping("/alerts/{id}/silences")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<AlertSilenceResponse> ofAlert(@PathVariable UUID id) {
        return new Page<>(silences.ofAlert(id), null);
    }

    /// Returns a silence.
    @GetMapping("/alert-silences/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    AlertSilenceResponse get(@PathVariable UUID id) {
        return silences.get(id);
    }

    /// Ends a silence now.
    @PostMapping("/alert-silences/{id}/end")
    @RequiresPermission(Permission.MONITOR_WRITE)
    AlertSilenceResponse end(@PathVariable UUID id) {
        return silences.end(id);
    }
}
