package io.plumbline.monitoring.remedy;

import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.AlertSource;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a remedy does, when, and within which limits.
///
/// @param dryRun whether it only records what it would do
record RemedyPlan(
        @NotNull @Valid Trigger trigger,
        @NotNull @Valid Act action,
        @NotNull @Valid Limits limits,
        boolean dryRun) {

    /// The alerts on which it acts. The alert's route must be one of the limits' routes.
    ///
    /// @param name of the monitor, the objective or the baseline, `TEAM/ROUTE` for costs; any unless set
    /// @param rule of the alert: a metric, or a burn rate rule; any unless set
    /// @param severity any unless set
    record Trigger(
            @NotNull AlertSource source,
            @Size(min = 1, max = 130) @Nullable String name,
            @Size(min = 1, max = 200) @Nullable String rule,
            @Nullable AlertSeverity severity) {}

    /// @param variant only for `LOWER_WEIGHT`, which needs it
    /// @param by share of its weight that the variant loses; only for `LOWER_WEIGHT`, which needs it
    /// @param policy a guard policy; only for `STRICTER_POLICY`, which needs it
    record Act(
            @NotNull RemedyKind kind,

            @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
            String variant,

            @DecimalMin("0.01") @DecimalMax("1") @Nullable Double by,

            @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
            String policy) {

        /// Returns a description for approvers.
        String words() {
            return switch (kind) {
                case PAUSE -> "Pause the route";
                case USE_FALLBACKS -> "Let the route's fallbacks answer";
                case LOWER_WEIGHT -> "Lower the weight of the variant " + variant + " by the share " + by;
                case STRICTER_POLICY -> "Guard the route with the policy " + policy;
            };
        }
    }

    /// @param routes on which it may act
    /// @param perDay maximum number of runs in 24 hours
    /// @param coolDownMinutes minimum time between the starts of two runs
    /// @param holdMinutes time after which the action is undone
    /// @param retrySeconds how long an unavailable service is called again, before the run fails
    record Limits(
            @NotNull @Size(min = 1, max = 20)
            List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") String> routes,

            @NotNull @Min(1) @Max(24) Integer perDay,
            @NotNull @Min(0) @Max(1_440) Integer coolDownMinutes,
            @NotNull @Min(1) @Max(10_080) Integer holdMinutes,
            @NotNull @Min(1) @Max(3_600) Integer retrySeconds) {}
}
