package io.plumbline.eval.online;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.online.OnlineRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An online evaluation in the API: the members of its `PUT`, and its state.
///
/// @param means absent in lists
record OnlineEvaluationResponse(
        String name,
        String team,
        @JsonUnwrapped OnlinePlan plan,
        Status status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Mean> means,
        Instant createdAt,
        Instant updatedAt) {

    /// The calls of the last seven days in UTC, today included, and the cost of today.
    ///
    /// @param calls finished production calls of the route
    /// @param sampled calls that the share selected, and that consent permitted
    /// @param pending sampled calls without a result so far
    /// @param skipped sampled calls without scores, by reason
    /// @param scoredShare scored share of the finished calls, 0..1; null without calls
    /// @param stopped why the judges are not called now; null while they are
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            Instant since,
            long calls,
            long sampled,
            long scored,
            long pending,
            Map<SkipReason, Long> skipped,
            @Nullable Double scoredShare,
            BigDecimal costTodayUsd,
            @Nullable String stopped) {}

    /// The mean of a scorer's scores of one version, over the newest scores of the last seven days.
    ///
    /// @param model registered version as `name@version`, else the provider's name for the model
    /// @param prompt as `name@version`; absent without one
    /// @param scorer name of the metric's score, or of the judge
    /// @param low lower end of the 95 % interval of the mean
    /// @param human estimate of the mean human rating; absent for metrics, and for a judge without a valid
    ///     calibration on the answers of this model
    /// @param uncalibrated why a judge has no human estimate; absent if it has one, and for metrics
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mean(
            String variant,
            String model,
            @Nullable String prompt,
            String scorer,
            int calls,
            double mean,
            double low,
            double high,
            @Nullable HumanMean human,
            @Nullable String uncalibrated) {}

    /// The judge's mean, corrected by its error on labelled answers, with its 95 % interval.
    ///
    /// @param calibration id of the calibration with the labels
    record HumanMean(double mean, double low, double high, UUID calibration) {}

    static OnlineEvaluationResponse of(NamedDocument<Terms> evaluation, Status status, @Nullable List<Mean> means) {
        return new OnlineEvaluationResponse(
                evaluation.name(),
                evaluation.team(),
                evaluation.document().plan(),
                status,
                means,
                evaluation.createdAt(),
                evaluation.updatedAt());
    }
}
