package io.plumbline.gateway.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The maximum durations of each attempt at a target, in ms. The route's limits take precedence over its
/// provider's; without either, only the gateway's own settings apply.
///
/// @param attemptMs to the whole answer, or to the first event of a stream
/// @param firstTokenMs to the first event of a stream
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimeLimits(
        @Min(50) @Max(1_800_000) @Nullable Integer attemptMs,
        @Min(50) @Max(1_800_000) @Nullable Integer firstTokenMs) {

    public static final TimeLimits NONE = new TimeLimits(null, null);

    /// Returns these limits, with unset ones taken from the others.
    public TimeLimits or(TimeLimits others) {
        return new TimeLimits(
                attemptMs == null ? others.attemptMs : attemptMs,
                firstTokenMs == null ? others.firstTokenMs : firstTokenMs);
    }

    /// Returns the limit to the whole answer or the first event of a stream; 0 for no limit.
    public int millis(boolean stream) {
        int whole = attemptMs == null ? 0 : attemptMs;
        if (!stream || firstTokenMs == null) {
            return whole;
        }
        return whole == 0 ? firstTokenMs : Math.min(whole, firstTokenMs);
    }
}
