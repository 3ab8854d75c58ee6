package io.plumbline.gateway.rollout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.clients.gateway.RolloutAttributes;
import io.plumbline.gateway.route.definition.Variant;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A rollout to start.
///
/// @param steps the canary's shares, each larger than the previous one
/// @param analysis how the canary is compared with the control; errors and scores with the default margins unless
///     set
/// @param startsAt within a year; at once if unset or past
/// @param ignoreCoolDown starts a candidate that was rolled back on this route a short time ago
record RolloutRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String route,

        @NotNull @Valid NewCandidate candidate,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid NewStep> steps,
        @Nullable @Valid NewAnalysis analysis,
        @Nullable Instant startsAt,
        @Nullable Boolean ignoreCoolDown) {

    static final double FALSE_ROLLBACK_RATE = 0.01;

    /// The candidate that is to replace the control.
    ///
    /// @param version of the model that the control serves
    /// @param prompt `name@version`; the control's unless set
    record NewCandidate(
            @NotNull @Min(1) @Max(999_999_999) Integer version,
            @Pattern(regexp = Variant.PROMPT) @Nullable String prompt) {}

    /// @param weight share of the route's calls, in percent
    /// @param minCalls of the canary that the judge requires before it advances the rollout
    /// @param maxMinutes after which the rollout is paused
    record NewStep(
            @NotNull @Min(1) @Max(100) Integer weight,
            @Min(1) @Max(1_000_000_000) @Nullable Integer minCalls,
            @Min(1) @Max(525_600) @Nullable Integer maxMinutes) {}

    /// @param metrics errorRate and score unless set
    /// @param falseRollbackRate acceptable probability that a canary within its margins is rolled back; 0.01
    ///     unless set
    /// @param rollback DRY_RUN to record verdicts of harm without rolling back; AUTOMATIC unless set
    record NewAnalysis(
            @Size(min = 1, max = 7) @Nullable List<@NotNull @Valid NewMetric> metrics,

            @DecimalMin("0.000001") @DecimalMax("0.5") @Nullable
            Double falseRollbackRate,

            RolloutAttributes.@Nullable RollbackMode rollback) {}

    /// @param margin by how much the canary may be worse, for costPerCall as a share of the control's cost. Unless set,
    ///     0.02 for errorRate and blockRate, 0.05 for score, judgeScore and latencyP95, 0.1 for latencyP50 and
    ///     costPerCall
    /// @param scorer for judgeScore: name of the metric's score, or of the judge, of an online evaluation
    record NewMetric(
            @NotNull @Pattern(regexp = "errorRate|score|judgeScore|blockRate|latencyP50|latencyP95|costPerCall")
            String name,

            @DecimalMin("0") @DecimalMax("1") @Nullable Double margin,

            @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}") @Nullable
            String scorer) {

        private static final String JUDGE_SCORE = "judgeScore";

        @JsonIgnore
        @AssertTrue(message = "judgeScore must have a scorer, and no other metric may")
        boolean isScorerFitting() {
            return name == null || name.equals(JUDGE_SCORE) == (scorer != null);
        }

        private RolloutAttributes.Metric toMetric() {
            double usual = switch (name) {
                case "errorRate", "blockRate" -> 0.02;
                case "latencyP50", "costPerCall" -> 0.1;
                default -> 0.05;
            };
            return new RolloutAttributes.Metric(name, margin == null ? usual : margin, scorer);
        }
    }

    @JsonIgnore
    @AssertTrue(message = "its steps must have increasing weights")
    boolean isStepsRising() {
        if (steps == null) {
            return true;
        }
        List<Integer> weights = steps.stream()
                .filter(Objects::nonNull)
                .map(NewStep::weight)
                .filter(Objects::nonNull)
                .toList();
        for (int i = 1; i < weights.size(); i++) {
            if (weights.get(i) <= weights.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    @JsonIgnore
    @AssertTrue(message = "its analysis must name each metric once")
    boolean isAnalysisDistinct() {
        if (analysis == null || analysis.metrics() == null) {
            return true;
        }
        List<String> names = analysis.metrics().stream()
                .filter(Objects::nonNull)
                .map(NewMetric::name)
                .filter(Objects::nonNull)
                .toList();
        return names.stream().distinct().count() == names.size();
    }

    List<RolloutAttributes.Step> plannedSteps() {
        return steps.stream()
                .map(step -> new RolloutAttributes.Step(step.weight(), step.minCalls(), step.maxMinutes()))
                .toList();
    }

    RolloutAttributes.Analysis plannedAnalysis() {
        List<NewMetric> metrics = analysis == null || analysis.metrics() == null
                ? List.of(new NewMetric("errorRate", null, null), new NewMetric("score", null, null))
                : analysis.metrics();
        Double rate = analysis == null ? null : analysis.falseRollbackRate();
        RolloutAttributes.RollbackMode rollback = analysis == null ? null : analysis.rollback();
        return new RolloutAttributes.Analysis(
                metrics.stream().map(NewMetric::toMetric).toList(),
                rate == null ? FALSE_ROLLBACK_RATE : rate,
                rollback == null ? RolloutAttributes.RollbackMode.AUTOMATIC : rollback);
    }
}
