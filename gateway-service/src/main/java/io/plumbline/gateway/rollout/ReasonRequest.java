package io.plumbline.gateway.rollout;

import io.plumbline.gateway.rollout.verdict.Decision;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Why a person pauses, resumes or aborts a rollout.
///
/// @param reason stored with the rollout; no personal data
record ReasonRequest(@Nullable @Size(max = 1000) String reason) {

    static Decision decision(@Nullable ReasonRequest request) {
        return Decision.because(request == null ? null : request.reason());
    }
}
