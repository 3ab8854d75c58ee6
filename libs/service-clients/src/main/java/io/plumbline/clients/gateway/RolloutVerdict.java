package io.plumbline.clients.gateway;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A verdict of monitoring-service on the current step of a rollout.
///
/// @param step the step, from 0; a verdict on another step than the current one is refused
/// @param verdict `PROMOTE`, `HOLD` or `ROLL_BACK`
/// @param reason in words
/// @param evidence the figures that support the verdict
public record RolloutVerdict(
        int step, String verdict, @Nullable String reason, JsonNode evidence) {}
