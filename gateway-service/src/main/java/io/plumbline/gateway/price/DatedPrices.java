package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// The prices of one day, as known when they were read. A call uses one instance from its reservation to its end.
/// Its cost is therefore computed with the prices of its admission, whatever changes and whichever day begins
/// meanwhile.
///
/// @param prices that no longer change
public record DatedPrices(ModelPrices prices, LocalDate day) {

    /// Returns the cost of the usage in US dollars; empty if unknown.
    public Optional<BigDecimal> cost(PricedModel model, TokenUsage usage) {
        return prices.cost(model, usage, day);
    }

    /// Returns the maximum cost of a call in US dollars; empty if unknown.
    ///
    /// @param input maximum number of tokens
    /// @param output maximum number of tokens
    public Optional<BigDecimal> largestCost(PricedModel model, long input, long output) {
        return prices.largestCost(model, input, output, day);
    }

    /// Returns the maximum number of output tokens per answer; empty if unknown.
    public Optional<Long> maxOutputTokens(PricedModel model) {
        return prices.maxOutputTokens(model, day);
    }

    /// Returns the maximum number of input and output tokens together; empty if unknown.
    public Optional<Long> contextTokens(PricedModel model) {
        return prices.contextTokens(model, day);
    }
}
