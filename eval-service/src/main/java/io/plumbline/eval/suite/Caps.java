package io.plumbline.eval.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Bounds of the whole run of a gate. Beyond one of them nothing is asked any more, and the gate is
/// INCONCLUSIVE, since what was asked until then is no sample.
///
/// @param costUsd of the answers of both systems, without cached ones, and of judging them; calls under way are
///     still paid
/// @param seconds since the run began
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Caps(
        @Positive @DecimalMax("1000000") @Nullable BigDecimal costUsd,
        @Min(1) @Max(604_800) @Nullable Integer seconds) {

    /// Whether a run that costs so much is to end.
    public boolean reachedBy(BigDecimal cost) {
        return costUsd != null && cost.compareTo(costUsd) >= 0;
    }
}
