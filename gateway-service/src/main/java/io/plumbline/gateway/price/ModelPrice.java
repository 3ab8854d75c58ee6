package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model costs from a day on, and how much it takes and gives.
///
/// @param model its name, or with a `*` at the end the beginning of its name
/// @param above rates of a whole call whose input is larger, the smallest first
/// @param batch share of the price that calls in a batch cost, 0..1; null when they cost the same
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
        return model.charAt(model.length() - 1) == ANY_END
                ? name.startsWith(model.substring(0, model.length() - 1))
                : name.equals(model);
    }

    /// The longer, the more it means this very model.
    int precision() {
        return model.charAt(model.length() - 1) == ANY_END ? model.length() - 1 : model.length() + 1_000;
    }

    BigDecimal cost(TokenUsage usage, boolean inBatch) {
        BigDecimal cost = ratesFor(usage.input()).cost(usage);
        return inBatch && batch != null ? cost.multiply(batch).setScale(TokenRates.SCALE, RoundingMode.HALF_UP) : cost;
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
