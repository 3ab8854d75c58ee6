package io.plumbline.gateway.rollout.verdict;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A stored verdict.
public record VerdictResponse(
        UUID id, int step, StepVerdict verdict, @Nullable String reason, Instant judgedAt, JsonNode evidence) {}
