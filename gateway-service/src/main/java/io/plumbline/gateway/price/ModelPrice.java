package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model costs from a day on, and how much it takes and gives.
///
/// @param model its name, or with a `*` at the end the beginning of its name
/// @param above rates of a whole call whose input is larger, the smallest first
/// @param batch share of the price that calls in a batch cost, 0..1; null when they cost the same. No call
///     that goes through the gateway is in one
/// @param contextTokens most that it takes and gives together; null when nobody says
/// @param maxOutputTokens most that it gives in one answer; null when nobody says
record ModelPrice(
        String model,
        LocalDate from,
        TokenRates rates,
        @Nullable List<LargeInput> above,
        @Nullable BigDecimal batch,
        @Nullable Long contextTokens,
        @Nullable Long maxOutputTokens) {

    private static final char ANY_END = '*';

    /// @param inputTokens from the next token on these rates hold, for the whole call
    record LargeInput(long inputTokens, TokenRates rates) {}

    boolean matches(String name) {
        return matches(model, name);
    }

    /// @param pattern a model's name, or with a `*` at the end the beginning of its name
    static boolean matches(String pattern, String name) {
        int end = pattern.length() - 1;
        return pattern.charAt(end) == ANY_END ? name.regionMatches(0, pattern, 0, end) : name.equals(pattern);
    }

    int precision() {
        return precision(model);
    }

    /// The larger, the more a pattern means this very model.
    static int precision(String pattern) {
        return pattern.charAt(pattern.length() - 1) == ANY_END ? pattern.length() - 1 : pattern.length() + 1_000;
    }

    /// The same, so many times as much.
    ModelPrice times(BigDecimal factor) {
        List<LargeInput> tiers = above == null
                ? null
                : above.stream()
                        .map(tier ->
                                new LargeInput(tier.inputTokens(), tier.rates().times(factor)))
                        .toList();
        return new ModelPrice(model, from, rates.times(factor), tiers, batch, contextTokens, maxOutputTokens);
    }

    /// The same, and where it says nothing of how much the model takes and gives, what another price says of it.
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
