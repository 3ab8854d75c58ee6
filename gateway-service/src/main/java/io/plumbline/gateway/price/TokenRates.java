package io.plumbline.gateway.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// The prices of tokens, in US dollars per million: 0..1,000,000, with at most ten decimal places.
///
/// @param inputUsd US dollars per million input tokens
/// @param cachedInputUsd the same for input tokens read from the provider's cache; `inputUsd` unless set
/// @param cacheWriteUsd the same for input tokens that the provider caches for a few minutes; `inputUsd` unless
///     set
/// @param cacheWriteLongUsd the same for an hour; `cacheWriteUsd` unless set
/// @param outputUsd US dollars per million output tokens, reasoning included
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenRates(
        @NotNull @DecimalMin("0") @DecimalMax(MOST_USD) @Digits(integer = 7, fraction = SCALE)
        BigDecimal inputUsd,

        @DecimalMin("0") @DecimalMax(MOST_USD) @Digits(integer = 7, fraction = SCALE) @Nullable
        BigDecimal cachedInputUsd,

        @DecimalMin("0") @DecimalMax(MOST_USD) @Digits(integer = 7, fraction = SCALE) @Nullable
        BigDecimal cacheWriteUsd,

        @DecimalMin("0") @DecimalMax(MOST_USD) @Digits(integer = 7, fraction = SCALE) @Nullable
        BigDecimal cacheWriteLongUsd,

        @NotNull @DecimalMin("0") @DecimalMax(MOST_USD) @Digits(integer = 7, fraction = SCALE)
        BigDecimal outputUsd) {

    static final String MOST_USD = "1000000";

    /// Decimal places of a cost.
    static final int SCALE = 10;

    private static final BigDecimal PER = new BigDecimal(1_000_000);

    /// Returns the rates multiplied by a factor.
    TokenRates times(BigDecimal factor) {
        return new TokenRates(
                inputUsd.multiply(factor),
                times(cachedInputUsd, factor),
                times(cacheWriteUsd, factor),
                times(cacheWriteLongUsd, factor),
                outputUsd.multiply(factor));
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal rate, BigDecimal factor) {
        return rate == null ? null : rate.multiply(factor);
    }

    BigDecimal cost(TokenUsage usage) {
        BigDecimal cached = cachedInputUsd == null ? inputUsd : cachedInputUsd;
        BigDecimal write = cacheWriteUsd == null ? inputUsd : cacheWriteUsd;
        BigDecimal writeLong = cacheWriteLongUsd == null ? write : cacheWriteLongUsd;
        return inputUsd.multiply(BigDecimal.valueOf(usage.freshInput()))
                .add(cached.multiply(BigDecimal.valueOf(usage.cachedInput())))
                .add(write.multiply(BigDecimal.valueOf(usage.cacheWrite())))
                .add(writeLong.multiply(BigDecimal.valueOf(usage.cacheWriteLong())))
                .add(outputUsd.multiply(BigDecimal.valueOf(usage.output())))
                .divide(PER, MathContext.DECIMAL64)
                .setScale(SCALE, RoundingMode.HALF_UP);
    }

    /// Returns the maximum cost of the tokens, however many of them the provider caches.
    BigDecimal largestCost(long input, long output) {
        BigDecimal dearest = inputUsd;
        for (BigDecimal rate : new BigDecimal[] {cachedInputUsd, cacheWriteUsd, cacheWriteLongUsd}) {
            if (rate != null) {
                dearest = dearest.max(rate);
            }
        }
        return dearest.multiply(BigDecimal.valueOf(input))
                .add(outputUsd.multiply(BigDecimal.valueOf(output)))
                .divide(PER, MathContext.DECIMAL64)
                .setScale(SCALE, RoundingMode.UP);
    }
}
