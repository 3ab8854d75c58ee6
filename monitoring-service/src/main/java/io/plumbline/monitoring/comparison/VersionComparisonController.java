package io.plumbline.monitoring.comparison;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.monitoring.comparison.ComparedFigure.Estimate;
import io.plumbline.monitoring.window.CallWindow;
import io.plumbline.monitoring.window.CallWindows;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VersionComparisonController {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(1);
    private static final Duration LONGEST_RANGE = Duration.ofDays(92);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final CallWindows windows;
    private final Clock clock;

    VersionComparisonController(CallWindows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /// Selects the calls of two sides.
    record ComparisonQuery(
            @Size(max = 63) @Nullable String team,
            @NotBlank @Size(max = 63) String route,

            @Parameter(description = "Variant of the reference. Default: all.") @Size(max = 63) @Nullable
            String variant,

            @Parameter(description = "Model of the reference as `name@version`. Default: all.")
            @Size(max = 200)
            @Nullable
            String model,

            @Parameter(description = "Prompt of the reference as `name@version`. Default: all.")
            @Size(max = 200)
            @Nullable
            String prompt,

            @Size(max = 63) @Nullable String otherVariant,
            @Size(max = 200) @Nullable String otherModel,
            @Size(max = 200) @Nullable String otherPrompt,

            @Parameter(description = "Start, rounded down to a full minute. Default: a day before `to`.") @Nullable
            Instant from,

            @Parameter(description = "End. Default: now.") @Nullable
            Instant to) {}

    /// Two sides of a route.
    ///
    /// @param rates shares of calls or scores, 0..1
    /// @param latencies quantiles in milliseconds, of completed calls
    record VersionComparison(
            String route,
            Instant from,
            Instant to,
            ComparedSide reference,
            ComparedSide other,
            List<ComparedFigure> rates,
            List<ComparedFigure> latencies) {}

    /// Compares two variants or versions on a route: error, guard and feedback rates and latency quantiles with 95 %
    /// intervals and differences, and cost per call. Evaluation calls are excluded. The intervals are valid for one
    /// look at a time that was chosen before; the analysis of a rollout is valid at every look.
    @GetMapping("/api/v1/comparisons")
    @RequiresPermission(Permission.MONITOR_READ)
    VersionComparison compareVersions(@Valid @ParameterObject ComparisonQuery query) {
        Instant to = checked(query.to() == null ? clock.instant() : query.to());
        Instant from = checked(query.from() == null ? to.minus(DEFAULT_RANGE) : query.from())
                .truncatedTo(ChronoUnit.MINUTES);
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_RANGE) > 0) {
            throw RequestProblem.INVALID_REQUEST.because("from must be before to, by at most 92 days.");
        }
        CallWindow reference = window(query, query.variant(), query.model(), query.prompt(), from, to);
        CallWindow other = window(query, query.otherVariant(), query.otherModel(), query.otherPrompt(), from, to);
        return new VersionComparison(
                query.route(),
                from,
                to,
                ComparedSide.of(query.variant(), query.model(), query.prompt(), reference),
                ComparedSide.of(query.otherVariant(), query.otherModel(), query.otherPrompt(), other),
                compared(ComparedSide.rates(reference), ComparedSide.rates(other)),
                compared(ComparedSide.latencies(reference), ComparedSide.latencies(other)));
    }

    private @Nullable CallWindow window(
            ComparisonQuery query,
            @Nullable String variant,
            @Nullable String model,
            @Nullable String prompt,
            Instant from,
            Instant to) {
        long minutes = Duration.between(from, to).toMinutes() + 1;
        boolean whole = to.equals(to.truncatedTo(ChronoUnit.HOURS)) && from.equals(from.truncatedTo(ChronoUnit.HOURS));
        List<CallWindow> found = windows.find(
                new CallWindows.Selection(
                        query.team(), query.route(), variant, model, prompt, null, null, null, null, Set.of()),
                from,
                to,
                Duration.ofMinutes(whole ? minutes - 1 : minutes),
                null,
                2);
        if (found.size() > 1) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Several of your teams have calls on this route. Select one.")
                    .at("/team", "is required");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private static List<ComparedFigure> compared(
            Map<String, @Nullable Estimate> reference, Map<String, @Nullable Estimate> other) {
        Set<String> names = new LinkedHashSet<>(reference.keySet());
        names.addAll(other.keySet());
        List<ComparedFigure> compared = new ArrayList<>();
        for (String name : names) {
            compared.add(ComparedFigure.of(name, reference.get(name), other.get(name)));
        }
        return compared;
    }

    private static Instant checked(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw RequestProblem.INVALID_REQUEST.because("from and to must be between the years 1970 and 9999.");
        }
        return time;
    }
}
