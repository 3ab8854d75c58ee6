package io.plumbline.eval.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Bounds on what the answers of a gate may cost, and on what the guard policy may do to its items.
///
/// @param p95LatencyMs which 95 % of the candidate's calls do not exceed; it takes 72 calls to pass
/// @param costUsd of all answers of the candidate; those of earlier gates count as when they were given
/// @param alteredItems share of the items, 0..1, whose question the guard policy may alter or block
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ceilings(
        @Positive @Max(600_000) @Nullable Double p95LatencyMs,
        @Positive @DecimalMax("1000000") @Nullable BigDecimal costUsd,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double alteredItems) {

    /// One that bounds nothing of what the guard policy does.
    public Ceilings(@Nullable Double p95LatencyMs, @Nullable BigDecimal costUsd) {
        this(p95LatencyMs, costUsd, null);
    }

    boolean bounds() {
        return p95LatencyMs != null || costUsd != null;
    }
}
