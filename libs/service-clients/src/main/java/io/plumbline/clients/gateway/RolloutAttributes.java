package io.plumbline.clients.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The attributes of the audit events `gateway.rollout.*`: the whole rollout as it is after what happened, so that a
/// reader needs no event but the last. The event's resource is `rollout` with the rollout's id.
///
/// @param environment `DEVELOPMENT` or `PRODUCTION`
/// @param model name of the registered model of which both variants serve a version
/// @param step the present one, from 0
/// @param weight share of the calls that the canary gets now, in percent
/// @param state `PENDING`, `RUNNING`, `PAUSED`, `PROMOTED`, `ABORTED` or `ROLLED_BACK`
/// @param reason in words, where whoever decided gave one
/// @param evidence on which it was decided, as the judge posted it
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

    /// One of the two variants that are compared.
    ///
    /// @param variant its name in the route
    /// @param version of the registered model
    /// @param prompt `name@version`
    public record Arm(String variant, int version, @Nullable String prompt) {}

    /// A share of the calls, and what has to be seen before it grows.
    ///
    /// @param weight in percent, 1..100
    /// @param minCalls of the canary in this step, before it may be promoted
    /// @param maxMinutes that the step may take; then the rollout waits for a person
    public record Step(
            int weight,
            @Nullable Integer minCalls,
            @Nullable Integer maxMinutes) {}

    /// How the two are compared.
    ///
    /// @param falseRollbackRate how probable it may be that a canary within its margins is rolled back, 0..1, over
    ///     all metrics and however often it is looked at
    public record Analysis(List<Metric> metrics, double falseRollbackRate) {}

    /// @param name `errorRate` or `score`
    /// @param margin by how much the canary may be worse, in the metric's unit
    public record Metric(String name, double margin) {}
}
