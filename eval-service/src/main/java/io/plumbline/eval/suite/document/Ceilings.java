package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Ceilings on latency and cost of a gate's answers, and on the effect of the guard policy on its items.
///
/// @param p95LatencyMs latency that 95 % of the candidate's calls must not exceed; passing takes 72 calls
/// @param costUsd cost of all answers of the candidate; those of earlier gates count with their original cost
/// @param alteredItems share of the items, 0..1, whose question the guard policy may alter or block
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ceilings(
        @Positive @Max(600_000) @Nullable Double p95LatencyMs,
        @Positive @DecimalMax("1000000") @Nullable BigDecimal costUsd,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double alteredItems) {

    /// Ceilings without a limit on the guard policy.
    public Ceilings(@Nullable Double p95LatencyMs, @Nullable BigDecimal costUsd) {
        this(p95LatencyMs, costUsd, null);
    }

    public boolean bounds() {
        return p95LatencyMs != null || costUsd != null;
    }
}
