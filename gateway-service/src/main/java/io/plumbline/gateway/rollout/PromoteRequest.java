package io.plumbline.gateway.rollout;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// How far a person lets a rollout go on.
///
/// @param full whether to its end, whatever steps are left; one step unless given
/// @param reason kept with the rollout; no personal data
record PromoteRequest(
        @Nullable Boolean full, @Nullable @Size(max = 1000) String reason) {}
