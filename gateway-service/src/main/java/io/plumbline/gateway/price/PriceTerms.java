package io.plumbline.gateway.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The terms of a price: a discount, or rates.
///
/// @param discountPercent off the list price, 0..100; null for rates
/// @param rates null for a discount
/// @param above rates of a whole call with a larger input, the smallest first; null for none
/// @param batch price of batch calls relative to the normal price, 0..1; null for the same price
/// @param contextTokens maximum number of input and output tokens together; null for the list's
/// @param maxOutputTokens maximum number of output tokens per answer; null for the list's
@JsonInclude(JsonInclude.Include.NON_NULL)
record PriceTerms(
        @Nullable BigDecimal discountPercent,
        @Nullable TokenRates rates,
        @Nullable List<PriceProperties.Above> above,
        @Nullable BigDecimal batch,
        @Nullable Long contextTokens,
        @Nullable Long maxOutputTokens) {

    private static final int PERCENT_DIGITS = 2;

    /// Returns the price by these terms; null for a discount on a model without a list price.
    @Nullable
    ModelPrice applied(String model, LocalDate from, @Nullable ModelPrice listed) {
        if (rates != null) {
            List<ModelPrice.LargeInput> tiers = above == null
                    ? null
                    : above.stream().map(PriceProperties.Above::tier).toList();
            return new ModelPrice(model, from, rates, tiers, batch, contextTokens, maxOutputTokens).boundedLike(listed);
        }
        if (discountPercent == null || listed == null) {
            return null;
        }
        return listed.times(BigDecimal.ONE.subtract(discountPercent.movePointLeft(PERCENT_DIGITS)));
    }
}
