package io.plumbline.eval.online;

import io.plumbline.eval.metric.definition.MetricDefinition;
import io.plumbline.eval.online.OnlinePlan.ConsentRule;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.problem.RequestProblem;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An online evaluation to create or replace.
///
/// @param share of the route's finished calls to score; 0 pauses the evaluation
/// @param perHour maximum number of calls in an hour; 100 unless set
/// @param metrics each a name, or an object with a name and options; only metrics without references
/// @param judges names of judges whose rubric needs no references and no context
/// @param costPerDayUsd cap of the judges' cost in a day in UTC; needed with judges
/// @param consent REQUIRED unless set: only calls whose feedback has `trainingConsent`
record OnlineEvaluationRequest(
        @Size(max = 63) @Nullable String team,

        @NotNull @Pattern(regexp = RubricDocument.NAME) String route,
        @NotNull @DecimalMin("0") @DecimalMax("1") Double share,
        @Min(1) @Max(1_000) @Nullable Integer perHour,

        @ArraySchema(schema = @Schema(oneOf = {String.class, MetricDefinition.class})) @Size(max = 5) @Nullable
        List<@NotNull @Valid MetricDefinition> metrics,

        @Size(max = 3) @Nullable List<@NotNull @Pattern(regexp = RubricDocument.NAME) String> judges,

        @DecimalMin("0.01") @DecimalMax("10000") @Nullable BigDecimal costPerDayUsd,

        @Nullable ConsentRule consent) {

    private static final int PER_HOUR = 100;

    /// @throws io.plumbline.kit.problem.ProblemException 400 if members contradict each other
    OnlinePlan plan() {
        List<MetricDefinition> scored = metrics == null ? List.of() : metrics;
        List<String> rated = judges == null ? List.of() : judges;
        if (scored.isEmpty() && rated.isEmpty()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("An online evaluation needs a metric or a judge.")
                    .at("/metrics", "are required without judges");
        }
        if (rated.isEmpty() != (costPerDayUsd == null)) {
            throw RequestProblem.INVALID_REQUEST
                    .because(
                            rated.isEmpty()
                                    ? "Only judges have a costPerDayUsd."
                                    : "Judges need costPerDayUsd, the cap.")
                    .at("/costPerDayUsd", rated.isEmpty() ? "is only for judges" : "is required");
        }
        Set<String> names = new HashSet<>();
        Stream.concat(scored.stream().map(MetricDefinition::label), rated.stream())
                .forEach(name -> {
                    if (!names.add(name)) {
                        throw RequestProblem.INVALID_REQUEST.because("Two scorers have the name " + name + ".");
                    }
                });
        return new OnlinePlan(
                route,
                share,
                perHour == null ? PER_HOUR : perHour,
                scored,
                rated,
                costPerDayUsd,
                consent == null ? ConsentRule.REQUIRED : consent);
    }
}
