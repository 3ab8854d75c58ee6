package io.plumbline.monitoring.call;

import io.plumbline.audit.Outcome;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Selects calls; all given criteria must match.
record CallQuery(
        @Size(max = 63) @Nullable String team,
        @Size(max = 200) @Nullable String route,
        @Size(max = 200) @Nullable String variant,

        @Parameter(description = "A registered model as `name` or `name@version`, or `provider/model`.")
        @Size(max = 200)
        @Nullable
        String model,

        @Nullable Outcome outcome,

        @Parameter(description = "A guard category with a finding in the call, for example `pii`.")
        @Size(max = 200)
        @Nullable
        String category,

        @Parameter(description = "A data subject: the identifier the application uses, or the pseudonym.")
        @Size(max = 512)
        @Nullable
        String subject,

        @Parameter(description = "The caller's id: of the API key, user or service.") @Size(max = 200) @Nullable
        String actor,

        @Parameter(description = "A knowledge base with a passage that the model received.") @Size(max = 63) @Nullable
        String knowledgeBase,

        @Parameter(description = "The id of a document with a passage that the model received.")
        @Size(max = 128)
        @Nullable
        String document,

        @Parameter(description = "How the call was recorded. Default: all.") @Nullable
        CallSource source,

        @Parameter(description = "The `service.name` of a service that sends traces of its calls.")
        @Size(max = 200)
        @Nullable
        String service,

        @Parameter(description = "The environment of the route.") @Nullable
        CallEnvironment environment,

        @Parameter(description = "Purposes to include. Default: all.") @Size(max = 3) @Nullable
        List<CallPurpose> purpose,

        @Parameter(description = "Include calls at or after this time.") @Nullable
        Instant from,

        @Parameter(description = "Include calls before this time.") @Nullable
        Instant to,

        @DecimalMin("0") @DecimalMax("1000000000") @Nullable BigDecimal minCostUsd,

        @Min(0) @Max(1_000_000_000) @Nullable Integer minLatencyMs,

        @Parameter(description = "The beginning of the call's id or trace id.")
        @Pattern(regexp = "[0-9A-Fa-f-]{1,36}", message = "must be the beginning of an id: hexadecimal digits")
        @Nullable
        String id) {

    /// How calls are recorded.
    enum CallSource {
        /// By the gateway, in the audit log.
        GATEWAY,
        /// By a received trace: the call bypassed the gateway, so no guard inspected it.
        OTLP
    }

    /// The purposes of calls.
    enum CallPurpose {
        PRODUCTION,
        EVALUATION,
        /// A mirrored call.
        SHADOW
    }

    /// The environments of calls.
    enum CallEnvironment {
        PRODUCTION,
        DEVELOPMENT,
        /// A call outside routes.
        NONE
    }
}
