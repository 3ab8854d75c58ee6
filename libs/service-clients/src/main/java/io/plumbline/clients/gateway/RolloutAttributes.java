package io.plumbline.clients.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The attributes of the audit events `gateway.rollout.*`: the complete rollout after the event, so a reader
/// needs only the newest event. The event's resource is `rollout` with the rollout's id.
///
/// @param environment `DEVELOPMENT` or `PRODUCTION`
/// @param model name of the registered model of both variants
/// @param step the current step, from 0
/// @param weight share of calls of the canary now, in percent
/// @param state `PENDING`, `RUNNING`, `PAUSED`, `PROMOTED`, `ABORTED` or `ROLLED_BACK`
/// @param reason reason in words, if one was given
/// @param evidence the evidence for the decision, as posted by monitoring-service
public record RolloutAttributes(
        String route,
        String environment,
        String model,
        Arm control,
        Arm canary,
        int step,
        int weight,
        List<Step> steps,
        Analysis analysis,
        String state,
        @Nullable String reason,
        @Nullable JsonNode evidence) {

    /// One of the two compared variants.
    ///
    /// @param variant its name in the route
    /// @param version version of the registered model
    /// @param prompt `name@version`
    public record Arm(String variant, int version, @Nullable String prompt) {}

    /// A share of calls and the conditions to proceed.
    ///
    /// @param weight in percent, 1..100
    /// @param minCalls minimum calls of the canary in this step before promotion
    /// @param maxMinutes maximum duration of the step; then the rollout waits for a person
    public record Step(
            int weight,
            @Nullable Integer minCalls,
            @Nullable Integer maxMinutes) {}

    /// The comparison of the variants.
    ///
    /// @param falseRollbackRate maximum probability of rolling back a canary within its margins, 0..1, over all
    ///     metrics and under continuous monitoring
    /// @param rollback what a verdict of harm does; `AUTOMATIC` if absent, as in old events
    public record Analysis(
            List<Metric> metrics,
            double falseRollbackRate,
            @Nullable RollbackMode rollback) {

        /// Whether a verdict of harm is recorded only.
        public boolean dryRun() {
            return rollback == RollbackMode.DRY_RUN;
        }
    }

    /// What a verdict of harm does.
    public enum RollbackMode {
        /// It rolls back.
        AUTOMATIC,
        /// It is recorded. The rollout continues.
        DRY_RUN
    }

    /// @param name `errorRate`, `score`, `judgeScore`, `blockRate`, `latencyP50`, `latencyP95` or `costPerCall`
    /// @param margin how much worse the canary may be, in the metric's unit
    /// @param scorer scorer of an online evaluation, for `judgeScore`; absent for other metrics
    public record Metric(
            String name,
            double margin,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String scorer) {}
}
