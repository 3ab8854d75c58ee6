package io.plumbline.monitoring.roi;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.CsvWriter;
import io.plumbline.monitoring.roi.ReturnOnInvestment.RoiReport;
import io.plumbline.monitoring.roi.RoiFacts.Period;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/roi")
class RoiController {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
    private static final Duration LONGEST_RANGE = Duration.ofDays(366);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ReturnOnInvestment returns;
    private final RoiProperties properties;
    private final Clock clock;

    RoiController(ReturnOnInvestment returns, RoiProperties properties, Clock clock) {
        this.returns = returns;
        this.properties = properties;
        this.clock = clock;
    }

    /// The period and the assumptions. Missing assumptions come from the configuration.
    record RoiQuery(
            @Size(max = 63) @Nullable String team,

            @Parameter(description = "Start, rounded down to a full hour. Default: 30 days before `to`.") @Nullable
            Instant from,

            @Parameter(description = "End, rounded down to a full hour. Default: the end of this hour.") @Nullable
            Instant to,

            @Parameter(
                    description =
                            "Variant that a route would use without routing. Default: its most expensive variant.")
            @Size(max = 63)
            @Nullable
            String baselineVariant,

            @Parameter(description = "Minutes in which a person reviews one answer, as a judge does. Default: 2.")
            @DecimalMin("0")
            @DecimalMax("480")
            @Nullable
            Double minutesPerReview,

            @Parameter(
                    description = "Minutes in which a person compares one answer with its reference, as a metric does."
                            + " Default: 0.5.")
            @DecimalMin("0")
            @DecimalMax("480")
            @Nullable
            Double minutesPerCheck,

            @Parameter(
                    description =
                            "Answers that a person would review or check instead of a gate, at most. Default: 200.")
            @Min(0)
            @Max(100_000)
            @Nullable
            Integer reviewsPerGate,

            @Parameter(description = "Cost of an hour of such a person. Default: 60.")
            @DecimalMin("0")
            @DecimalMax("10000")
            @Nullable
            Double hourlyRateUsd,

            @Parameter(description = "By which share the assumptions may be wrong in both directions. Default: 0.5.")
            @DecimalMin("0")
            @DecimalMax("1")
            @Nullable
            Double uncertainty,

            @Parameter(description = "Cost of an incident in production. Default: unknown.")
            @DecimalMin("0")
            @DecimalMax("1000000000")
            @Nullable
            Double incidentCostUsd,

            @Parameter(description = "Cost of the platform in 30 days. Default: unknown.")
            @DecimalMin("0")
            @DecimalMax("1000000000")
            @Nullable
            Double platformCostUsd) {

        Assumptions assumptions(RoiProperties defaults) {
            return new Assumptions(
                    Objects.requireNonNullElse(minutesPerReview, defaults.minutesPerReview()),
                    Objects.requireNonNullElse(minutesPerCheck, defaults.minutesPerCheck()),
                    Objects.requireNonNullElse(reviewsPerGate, defaults.reviewsPerGate()),
                    Objects.requireNonNullElse(hourlyRateUsd, defaults.hourlyRateUsd()),
                    Objects.requireNonNullElse(uncertainty, defaults.uncertainty()),
                    incidentCostUsd == null ? defaults.incidentCostUsd() : incidentCostUsd,
                    platformCostUsd == null ? defaults.platformCostUsd() : platformCostUsd,
                    baselineVariant == null || baselineVariant.isBlank() ? null : baselineVariant.strip());
        }

        Period period(Instant now) {
            Instant end = checked(to == null ? now.plus(1, ChronoUnit.HOURS) : to);
            Instant start = checked(from == null ? end.minus(DEFAULT_RANGE) : from);
            if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST_RANGE) > 0) {
                throw RequestProblem.INVALID_REQUEST.because(
                        "from must be at least an hour and at most 366 days before to.");
            }
            return new Period(team == null || team.isBlank() ? null : team, start, end);
        }

        private static Instant checked(Instant time) {
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw RequestProblem.INVALID_REQUEST.because("from and to must be between the years 1970 and 9999.");
            }
            return time.truncatedTo(ChronoUnit.HOURS);
        }
    }

    /// Returns what the platform cost and saved in a period: each figure with its interval, inputs and method. A
    /// figure without data is unknown, with the reason. With `Accept: text/csv`, returns the figures as CSV.
    @GetMapping
    @RequiresPermission(Permission.USAGE_READ)
    RoiReport figures(@Valid @ParameterObject RoiQuery query) {
        return returns.of(query.period(clock.instant()), query.assumptions(properties));
    }

    /// Exports the figures as CSV.
    @GetMapping(produces = CsvWriter.TYPE)
    @RequiresPermission(Permission.USAGE_READ)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvWriter.TYPE, schema = @Schema(type = "string")))
    void csv(@Valid @ParameterObject RoiQuery query, HttpServletResponse response) throws IOException {
        RoiReport report = returns.of(query.period(clock.instant()), query.assumptions(properties));
        response.setContentType(CsvWriter.TYPE + ";charset=UTF-8");
        CsvWriter csv = new CsvWriter(response.getWriter());
        csv.row(
                "team",
                "from",
                "to",
                "name",
                "unit",
                "value",
                "low",
                "high",
                "interval",
                "unknown",
                "inputs",
                "notes",
                "method");
        for (Figure figure : report.figures()) {
            csv.row(
                    report.team(),
                    report.from(),
                    report.to(),
                    figure.name(),
                    figure.unit(),
                    figure.value(),
                    figure.low(),
                    figure.high(),
                    figure.interval(),
                    figure.unknown(),
                    figure.inputs().stream()
                            .map(input -> input.name() + ": " + input.value() + " (" + input.source() + ")")
                            .collect(Collectors.joining("; ")),
                    String.join(" ", figure.notes()),
                    figure.method());
        }
    }
}
