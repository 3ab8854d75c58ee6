package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Caps of a gate's run. Once one is reached, no more calls are made, and the gate is INCONCLUSIVE, since the
/// answers so far are no valid sample.
///
/// @param costUsd cost of both systems' answers, without reused ones, and of their ratings; running calls are
///     still paid
/// @param seconds since the run started
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Caps(
        @Positive @DecimalMax("1000000") @Nullable BigDecimal costUsd,
        @Min(1) @Max(604_800) @Nullable Integer seconds) {

    /// Whether a run of this cost must end.
    public boolean reachedBy(BigDecimal cost) {
        return costUsd != null && cost.compareTo(costUsd) >= 0;
    }
}
