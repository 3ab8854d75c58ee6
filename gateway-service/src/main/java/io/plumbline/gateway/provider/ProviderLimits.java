package io.plumbline.gateway.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// How much a provider gets at once from each replica of the gateway, and how long it may take.
///
/// @param concurrency most calls at once for each of its models; as many as there are connections unless given
/// @param maxWaitMs how long a call waits for its turn before it is given up; the gateway's connect timeout unless
///     given
/// @param attemptMs longest attempt, to the whole answer or to the first event of a stream
/// @param firstTokenMs longest wait for the first event of a stream
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderLimits(
        @Min(1) @Max(10_000) @Nullable Integer concurrency,
        @Min(0) @Max(60_000) @Nullable Integer maxWaitMs,
        @Min(50) @Max(1_800_000) @Nullable Integer attemptMs,
        @Min(50) @Max(1_800_000) @Nullable Integer firstTokenMs) {

    public static final ProviderLimits NONE = new ProviderLimits(null, null, null, null);

    public TimeLimits times() {
        return new TimeLimits(attemptMs, firstTokenMs);
    }
}
