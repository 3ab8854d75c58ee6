package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The price of a model from a day on, and its token limits.
///
/// @param model its name, or a prefix of it that ends in `*`
/// @param above rates of a whole call with a larger input, the smallest first
/// @param batch price of batch calls relative to the normal price, 0..1; null for the same price. No call through
///     the gateway is in a batch
/// @param contextTokens maximum number of input and output tokens together; null if unknown
/// @param maxOutputTokens maximum number of output tokens per answer; null if unknown
record ModelPrice(
        String model,
        LocalDate from,
        TokenRates rates,
        @Nullable List<LargeInput> above,
        @Nullable BigDecimal batch,
        @Nullable Long contextTokens,
        @Nullable Long maxOutputTokens) {

    private static final char ANY_END = '*';

    /// @param inputTokens these rates apply to the whole call if its input exceeds this number of tokens
    record LargeInput(long inputTokens, TokenRates rates) {}

    boolean matches(String name) {
        return matches(model, name);
    }

    /// @param pattern a model's name, or a prefix of it that ends in `*`
    static boolean matches(String pattern, String name) {
        int end = pattern.length() - 1;
        return pattern.charAt(end) == ANY_END ? name.regionMatches(0, pattern, 0, end) : name.equals(pattern);
    }

    int precision() {
        return precision(model);
    }

    /// Returns a number that is larger the more precise the pattern is.
    static int precision(String pattern) {
        return pattern.charAt(pattern.length() - 1) == ANY_END ? pattern.length() - 1 : pattern.length() + 1_000;
    }

    /// Returns the price multiplied by a factor.
    ModelPrice times(BigDecimal factor) {
        List<LargeInput> tiers = above == null
                ? null
                : above.stream()
                        .map(tier ->
                                new LargeInput(tier.inputTokens(), tier.rates().times(factor)))
                        .toList();
        return new ModelPrice(model, from, rates.times(factor), tiers, batch, contextTokens, maxOutputTokens);
    }

    /// Returns this price; takes token limits that it does not have from another price.
    ModelPrice boundedLike(@Nullable ModelPrice other) {
        if (other == null || (contextTokens != null && maxOutputTokens != null)) {
            return this;
        }
        return new ModelPrice(
                model,
                from,
                rates,
                above,
                batch,
                contextTokens == null ? other.contextTokens : contextTokens,
                maxOutputTokens == null ? other.maxOutputTokens : maxOutputTokens);
    }

    BigDecimal cost(TokenUsage usage) {
        return ratesFor(usage.input()).cost(usage);
    }

    BigDecimal largestCost(long input, long output) {
        return ratesFor(input).largestCost(input, output);
    }

    private TokenRates ratesFor(long input) {
        TokenRates found = rates;
        if (above != null) {
            for (LargeInput tier : above) {
                if (input > tier.inputTokens()) {
                    found = tier.rates();
                }
            }
        }
        return found;
    }
}
