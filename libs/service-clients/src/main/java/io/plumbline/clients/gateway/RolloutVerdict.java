package io.plumbline.clients.gateway;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the judge of a rollout says of its present step.
///
/// @param step of which it is said, from 0; a verdict on another step than the present one is refused
/// @param verdict `PROMOTE`, `HOLD` or `ROLL_BACK`
/// @param reason in words
/// @param evidence the figures that it rests on
public record RolloutVerdict(
        int step, String verdict, @Nullable String reason, JsonNode evidence) {}
