package io.plumbline.gateway.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The limits of a provider in each replica of the gateway: concurrency and time.
///
/// @param concurrency maximum number of concurrent calls for each of its models; the number of connections unless
///     set
/// @param maxWaitMs how long a call waits for a slot before it fails; the gateway's connect timeout unless set
/// @param attemptMs maximum duration of an attempt, to the whole answer or to the first event of a stream
/// @param firstTokenMs maximum wait for the first event of a stream
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
