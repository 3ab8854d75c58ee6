package io.plumbline.eval.redteam.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What an attack wants to achieve.
///
/// @param id unique in its category
/// @param expected the marker, secret, payload, claim or argument; empty for a detector that needs none
/// @param tool the forbidden tool
/// @param maxTokens number of tokens that counts as unbounded
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeGoal(
        String id,
        ProbeDetector detector,
        String expected,
        @Nullable String tool,
        @Nullable Integer maxTokens) {}
