package io.plumbline.monitoring.guard;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.monitoring.call.ChartRange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GuardActivityController {

    private final GuardActivity activity;
    private final Clock clock;

    GuardActivityController(GuardActivity activity, Clock clock) {
        this.activity = activity;
        this.clock = clock;
    }

    /// Returns what the guards did over time: blocked, redacted and flagged production calls by category, route,
    /// team or stage. Spans are whole hours.
    @GetMapping("/api/v1/guard-activity")
    @RequiresPermission(Permission.MONITOR_READ)
    GuardActivity.GuardActivityReport report(
            @RequestParam(defaultValue = "CATEGORY") GuardActivity.GuardGrouping groupBy,
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Size(max = 200) @Nullable String route,
            @RequestParam(required = false) @Size(max = 200) @Nullable String category,
            @RequestParam(required = false) @Nullable GuardAction action,
            @Valid @ParameterObject ChartRange range) {
        ChartRange.Spans spans = range.spans(clock);
        if (!spans.span().minus(Duration.ofHours(spans.span().toHours())).isZero()) {
            throw RequestProblem.INVALID_REQUEST.because("Guard activity has spans of whole hours.");
        }
        return activity.report(new GuardActivity.Filter(team, route, category, action), groupBy, spans);
    }
}
