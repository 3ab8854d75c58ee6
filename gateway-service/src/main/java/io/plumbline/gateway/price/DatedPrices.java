package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// What models cost on one day, by what was known when it was asked. A call has one of these from its reservation to
/// its end: it costs what it was let in for, whatever is agreed and whichever day begins meanwhile.
///
/// @param prices that do not change any more
public record DatedPrices(ModelPrices prices, LocalDate day) {

    /// What the usage costs in US dollars; empty when nobody knows.
    public Optional<BigDecimal> cost(PricedModel model, TokenUsage usage) {
        return prices.cost(model, usage, day);
    }

    /// The most that a call can cost in US dollars; empty when nobody knows.
    ///
    /// @param input tokens at most
    /// @param output tokens at most
    public Optional<BigDecimal> largestCost(PricedModel model, long input, long output) {
        return prices.largestCost(model, input, output, day);
    }

    /// The most tokens that the model gives in one answer; empty when nobody knows.
    public Optional<Long> maxOutputTokens(PricedModel model) {
        return prices.maxOutputTokens(model, day);
    }

    /// The most tokens that the model takes and gives together; empty when nobody knows.
    public Optional<Long> contextTokens(PricedModel model) {
        return prices.contextTokens(model, day);
    }
}
