package io.plumbline.gateway.budget.ledger;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of budgets.
///
/// @param unavailable what happens to a call when its replica has no leased money left and the database does not
///     answer
/// @param leaseTime how long a replica keeps its lease without renewing it: 1 s to 1 h
/// @param longestWait how long a call waits for money that other replicas may return: 10 ms to 30 s
/// @param defaultMaxOutput output limit in tokens for calls that set none, if the model's own limit is unknown;
///     the gateway adds it to the call
/// @param tokensPerImage tokens reserved for each image in a request
/// @param ceilingInputUsd US dollars per million input tokens, reserved and charged for a model without a price.
///     Unless set, such calls are refused if a budget rejects
/// @param ceilingOutputUsd the same for output tokens
@Validated
@ConfigurationProperties("plumbline.gateway.budgets")
public record BudgetProperties(
        @DefaultValue("REJECT") Unavailable unavailable,

        @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration leaseTime,

        @DefaultValue("500ms") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration longestWait,

        @DefaultValue("4096") @Min(1) @Max(1_000_000) int defaultMaxOutput,
        @DefaultValue("2000") @Min(0) @Max(1_000_000) int tokensPerImage,
        @DecimalMin("0") @DecimalMax("1000000") @Nullable BigDecimal ceilingInputUsd,
        @DecimalMin("0") @DecimalMax("1000000") @Nullable BigDecimal ceilingOutputUsd) {

    private static final BigDecimal PER = new BigDecimal(1_000_000);

    /// What happens to a call while the ledger is unavailable.
    public enum Unavailable {
        /// It is refused.
        REJECT,
        /// It continues and is charged later, so the budget may be overspent.
        ALLOW
    }

    /// Returns the assumed maximum cost of a model without a price, in US dollars; null if such calls are
    /// refused.
    public @Nullable BigDecimal ceiling(long input, long output) {
        BigDecimal in = ceilingInputUsd;
        BigDecimal out = ceilingOutputUsd;
        if (in == null || out == null) {
            return null;
        }
        return in.multiply(BigDecimal.valueOf(input))
                .add(out.multiply(BigDecimal.valueOf(output)))
                .divide(PER, MathContext.DECIMAL64);
    }
}
