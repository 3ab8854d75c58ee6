package io.plumbline.monitoring.unguarded;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.unguarded.UnguardedUsage.UnguardedModel;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/unguarded-usage")
class UnguardedUsageController {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
    private static final Duration LONGEST_RANGE = Duration.ofDays(92);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final UnguardedUsage usage;
    private final Clock clock;

    UnguardedUsageController(UnguardedUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /// Selects services and times.
    record UnguardedQuery(
            @Size(max = 63) @Nullable String team,

            @Parameter(description = "The `service.name` that the service reports.") @Size(max = 200) @Nullable
            String service,

            @Parameter(description = "Start, rounded down to a full hour. Default: seven days before `to`.") @Nullable
            Instant from,

            @Parameter(description = "End, rounded down to a full hour. Default: the end of the current hour.")
            @Nullable
            Instant to) {

        UnguardedUsage.Filter filter(Instant now) {
            Instant end = checked(to == null ? now.plus(1, ChronoUnit.HOURS) : to);
            Instant start = checked(from == null ? end.minus(DEFAULT_RANGE) : from);
            if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST_RANGE) > 0) {
                throw RequestProblem.INVALID_REQUEST.because(
                        "from must be at least an hour and at most 92 days before to.");
            }
            return new UnguardedUsage.Filter(team, service, start, end);
        }

        private static Instant checked(Instant time) {
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw RequestProblem.INVALID_REQUEST.because("from and to must be between the years 1970 and 9999.");
            }
            return time.truncatedTo(ChronoUnit.HOURS);
        }
    }

    /// Lists the use of models that bypasses the gateway, by service and model, as received over OTLP. A call is often
    /// in both a trace and a metric, so the two are apart.
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<UnguardedModel> unguarded(
            @Valid @ParameterObject UnguardedQuery query, @Valid @ParameterObject Paging paging) {
        int first =
                paging.after(1).map(cursor -> Math.max(0, cursor.integer(0))).orElse(0);
        return Page.of(
                usage.models(query.filter(clock.instant()), paging.size() + 1, first),
                paging,
                _ -> Cursor.of(first + paging.size()));
    }
}
