package io.plumbline.monitoring.comparison;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.monitoring.monitor.MonitoredMetric;
import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.CallWindows;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ComparisonController {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST_WINDOWS = 400;
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    private final CallWindows windows;
    private final Clock clock;

    ComparisonController(CallWindows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /// The comparison of two variants of a route.
    ///
    /// @param canaryWindows windows of the canary with a value
    /// @param controlWindows windows of the control with a value
    /// @param result in the metric's own unit, canary − control
    record ComparisonResponse(
            Instant from, Instant to, int canaryWindows, int controlWindows, MannWhitney.Result result) {}

    /// Compares the windows of two variants of a route over a fixed time with the Mann–Whitney test, as Kayenta
    /// does. Decide on the time in advance: unlike the analysis of a rollout, this test is not valid if it is
    /// repeated until it decides, and no rollout uses it.
    ///
    /// @param from start of the time, rounded down to a full minute. Default: an hour before `to`
    /// @param to end of the time. Default: now
    /// @param scorer for JUDGE_SCORE: the scorer of an online evaluation
    /// @param minutes length of a window
    /// @param fraction share of the estimated difference that the difference must exceed
    @GetMapping("/api/v1/windows/comparison")
    @RequiresPermission(Permission.MONITOR_READ)
    ComparisonResponse compare(
            @RequestParam(required = false) @Size(max = 63) @Nullable String team,
            @RequestParam @Size(max = 63) String route,
            @RequestParam @Size(max = 63) String control,
            @RequestParam @Size(max = 63) String canary,
            @RequestParam MonitoredMetric metric,
            @RequestParam(required = false) @Size(max = 63) @Nullable String scorer,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "1") @Min(1) @Max(1440) int minutes,
            @RequestParam(defaultValue = "EITHER") MannWhitney.Direction direction,
            @RequestParam(defaultValue = "0.25") @DecimalMin("0") @DecimalMax("10") double fraction) {
        Instant end = to == null ? clock.instant() : to;
        check(end);
        Instant start = from == null ? end.minus(DEFAULT_RANGE) : from;
        check(start);
        start = start.truncatedTo(ChronoUnit.MINUTES);
        if (!start.isBefore(end) || Duration.between(start, end).toMinutes() / minutes >= MOST_WINDOWS) {
            throw RequestProblem.INVALID_REQUEST.because("from must be before to, by at most 400 windows.");
        }
        double[] experiment = values(team, route, canary, new Compared(metric, scorer), start, end, minutes);
        double[] reference = values(team, route, control, new Compared(metric, scorer), start, end, minutes);
        return new ComparisonResponse(
                start,
                end,
                experiment.length,
                reference.length,
                MannWhitney.classify(experiment, reference, direction, fraction));
    }

    private record Compared(
            MonitoredMetric metric, @Nullable String scorer) {}

    private double[] values(
            @Nullable String team,
            String route,
            String variant,
            Compared compared,
            Instant from,
            Instant to,
            int minutes) {
        Collection<CallWindow> found = windows.find(
                CallWindows.Selection.of(team, route, variant),
                from,
                to,
                Duration.ofMinutes(minutes),
                null,
                MOST_WINDOWS);
        return found.stream()
                .map(window -> compared.metric().of(window, compared.scorer()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static void check(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw RequestProblem.INVALID_REQUEST.because("from and to must be between the years 1970 and 9999.");
        }
    }
}
