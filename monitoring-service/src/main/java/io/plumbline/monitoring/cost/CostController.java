package io.plumbline.monitoring.cost;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.monitoring.unguarded.UnguardedUsage;
import io.plumbline.monitoring.unguarded.UnguardedUsage.UnguardedSum;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/costs")
class CostController {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
    private static final Duration LONGEST_RANGE = Duration.ofDays(92);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final CostSums costs;
    private final UnguardedUsage usage;
    private final RetryStorms storms;
    private final Clock clock;

    CostController(CostSums costs, UnguardedUsage usage, RetryStorms storms, Clock clock) {
        this.costs = costs;
        this.storms = storms;
        this.usage = usage;
        this.clock = clock;
    }

    /// The cost of a period beside the period of the same length before it. Times are full hours.
    ///
    /// @param change effects in USD; they add up to the difference
    /// @param models the most expensive first
    /// @param storms at most twenty retry storms of the period, the largest first
    /// @param unguarded calls that bypassed the gateway, from received traces; in no other figure, and none if a
    ///     route is selected
    record CostResponse(
            Instant from,
            Instant to,
            CostSum sum,
            CostSum before,
            CostChange change,
            List<ModelCost> models,
            UnguardedSum unguarded,
            List<RetryStorm> storms) {}

    /// @param model registered version as `name@version`, else the provider's name for it
    record ModelCost(String model, CostSum sum, CostSum before) {}

    /// The forecast of a team's cost in the current month in UTC.
    ///
    /// @param forecast null with less than three days of calls
    record TeamForecast(String team, @Nullable CostForecast forecast) {}

    /// The forecasts of the teams with calls in the last eight weeks.
    record Forecasts(LocalDate month, List<TeamForecast> teams) {}

    /// Returns the cost of a period, and why it differs from the period before. Default: the last seven days.
    @GetMapping
    @RequiresPermission(Permission.USAGE_READ)
    CostResponse cost(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam(required = false) @Size(max = 63) @Nullable String route,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        Instant end = checked(to == null ? clock.instant().plus(1, ChronoUnit.HOURS) : to);
        Instant start = checked(from == null ? end.minus(DEFAULT_RANGE) : from);
        Duration length = Duration.between(start, end);
        if (!start.isBefore(end) || length.compareTo(LONGEST_RANGE) > 0) {
            throw RequestProblem.INVALID_REQUEST.because(
                    "from must be at least an hour and at most 92 days before to.");
        }
        Map<String, CostSum> now = costs.byModel(team, route, start, end);
        Map<String, CostSum> before = costs.byModel(team, route, start.minus(length), start);
        Map<String, ModelCost> models = new TreeMap<>();
        now.forEach((model, sum) ->
                models.put(model, new ModelCost(model, sum, before.getOrDefault(model, CostSum.NONE))));
        before.forEach((model, sum) -> models.putIfAbsent(model, new ModelCost(model, CostSum.NONE, sum)));
        return new CostResponse(
                start,
                end,
                total(now),
                total(before),
                CostChange.between(before, now),
                models.values().stream()
                        .sorted((left, right) ->
                                Double.compare(right.sum().costUsd(), left.sum().costUsd()))
                        .toList(),
                route == null
                        ? usage.sum(new UnguardedUsage.Filter(team, null, start, end))
                        : new UnguardedSum(0, 0, 0, BigDecimal.ZERO, 0),
                storms.largest(team, route, start, end));
    }

    /// Returns what the current month will cost each team.
    @GetMapping("/forecasts")
    @RequiresPermission(Permission.USAGE_READ)
    Forecasts forecasts(@RequestParam(required = false) @Size(max = 63) @Nullable String team) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant from = today.minusDays(CostForecast.PAST_DAYS)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return new Forecasts(
                today.withDayOfMonth(1),
                costs.days(team, from, now).entrySet().stream()
                        .map(days -> new TeamForecast(
                                days.getKey(),
                                CostForecast.of(days.getValue(), today).orElse(null)))
                        .toList());
    }

    private static Instant checked(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw RequestProblem.INVALID_REQUEST.because("from and to must be between the years 1970 and 9999.");
        }
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    private static CostSum total(Map<String, CostSum> sums) {
        return sums.values().stream().reduce(CostSum.NONE, CostSum::plus);
    }
}
