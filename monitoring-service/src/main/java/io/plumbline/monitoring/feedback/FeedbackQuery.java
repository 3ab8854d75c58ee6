package io.plumbline.monitoring.feedback;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Selects feedback; all given criteria must match.
record FeedbackQuery(
        @Size(max = 63) @Nullable String team,
        @Nullable UUID callId,
        @Size(max = 200) @Nullable String route,
        @Size(max = 200) @Nullable String variant,

        @Parameter(description = "What answered: a registered model as `name` or `name@version`, or `provider/model`.")
        @Size(max = 200)
        @Nullable
        String model,

        @Parameter(description = "A prompt as `name` or `name@version`.") @Size(max = 200) @Nullable
        String prompt,

        @Nullable Thumbs thumbs,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double minScore,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double maxScore,

        @Parameter(description = "Only feedback whose texts may, or may not, train models.") @Nullable
        Boolean trainingConsent,

        @Parameter(description = "Include feedback at or after this time.") @Nullable
        Instant from,

        @Parameter(description = "Include feedback before this time.") @Nullable
        Instant to) {

    static FeedbackQuery ofCall(UUID callId) {
        return new FeedbackQuery(null, callId, null, null, null, null, null, null, null, null, null, null);
    }
}
