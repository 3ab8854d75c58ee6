package io.plumbline.gateway.rollout;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// How far a person advances a rollout.
///
/// @param full whether to promote completely, skipping the remaining steps; one step unless set
/// @param reason stored with the rollout; no personal data
record PromoteRequest(
        @Nullable Boolean full, @Nullable @Size(max = 1000) String reason) {}
