package io.plumbline.gateway.budget;

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

/// How budgets are held to.
///
/// @param unavailable what becomes of a call when its replica has no money left and the database does not
///     answer
/// @param leaseTime how long a replica keeps what it has leased without word from it: 1 s to 1 h
/// @param longestWait longest that a call waits for money that other replicas may give back: 10 ms to 30 s
/// @param defaultMaxOutput tokens that a call may give that names no limit, at a model whose own is not
///     known: such calls are passed on with this limit
/// @param tokensPerImage tokens that an image in a request is taken for when money is reserved
/// @param ceilingInputUsd US dollars per million tokens of input at which a model without a price is reserved
///     and charged in budgets; such calls are refused where a budget rejects unless this is given
/// @param ceilingOutputUsd the same for output
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

    /// What becomes of a call while the ledger cannot be asked.
    public enum Unavailable {
        /// It is refused.
        REJECT,
        /// It goes on, and is charged later: the budget may be overspent.
        ALLOW
    }

    /// What a model without a price is taken to cost at most, in US dollars; null when such calls are
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
