package io.plumbline.monitoring.window;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WindowController {

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final Duration LONGEST_RANGE = Duration.ofDays(92);

    private final CallWindows windows;
    private final Clock clock;

    WindowController(CallWindows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /// Calls, errors, latency and cost per route and variant, the last hour unless a range is given, newest
    /// first; the first 1000 windows.
    @GetMapping("/api/v1/windows")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<WindowResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String route,
            @RequestParam(required = false) @Size(max = 63) @Nullable String variant,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "60") @Min(1) @Max(1440) int minutes) {
        Instant end = to == null ? clock.instant() : to;
        Instant start = from == null ? end.minus(DEFAULT_RANGE) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST_RANGE) > 0) {
            throw RequestProblem.INVALID_REQUEST.because("from must be before to, by at most 92 days.");
        }
        return new Page<>(
                windows.find(route, variant, start, end, Duration.ofMinutes(minutes)).stream()
                        .map(WindowResponse::from)
                        .toList(),
                null);
    }
}
