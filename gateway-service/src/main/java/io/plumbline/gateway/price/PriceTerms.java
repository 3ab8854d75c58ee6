package io.plumbline.gateway.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is agreed about a price: a discount, or rates.
///
/// @param discountPercent off the list price, 0..100; null for rates
/// @param rates null for a discount
/// @param above rates of a whole call whose input is larger, the smallest first; null for none
/// @param batch share of the price that calls in a batch cost, 0..1; null when they cost the same
/// @param contextTokens most tokens that the model takes and gives together; null for what the list says
/// @param maxOutputTokens most tokens that the model gives in one answer; null for what the list says
@JsonInclude(JsonInclude.Include.NON_NULL)
record PriceTerms(
        @Nullable BigDecimal discountPercent,
        @Nullable TokenRates rates,
        @Nullable List<PriceProperties.Above> above,
        @Nullable BigDecimal batch,
        @Nullable Long contextTokens,
        @Nullable Long maxOutputTokens) {

    private static final int PERCENT_DIGITS = 2;

    /// The price by these terms; null when they are a discount on what has no list price.
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
