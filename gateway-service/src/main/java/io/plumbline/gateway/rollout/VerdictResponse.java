package io.plumbline.gateway.rollout;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A stored verdict.
record VerdictResponse(
        UUID id, int step, Verdict verdict, @Nullable String reason, Instant judgedAt, JsonNode evidence) {}
