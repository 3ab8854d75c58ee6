package io.plumbline.gateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The list price of `gpt-4o` is 2.50 and 10.00 dollars for a million tokens.
class OwnPriceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final TokenUsage MILLION_EACH = new TokenUsage(1_000_000, 0, 1_000_000, false);

    @Test
    void takesADiscountOffEachRateOfTheListPrice() {
        ModelPrices prices = agreeing(discount("all", null, "*", "2026-01-01", "12.5"));
        // 1,000 tokens of which 400 cached at 1.25, and 100 out: 0.003, less an eighth
        assertThat(prices.cost(of("azure-eu", "gpt-4o"), new TokenUsage(1_000, 400, 100, false), DAY))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("0.002625"));
        assertThat(prices.largestCost(of("azure-eu", "gpt-5.4"), 272_001, 0, DAY))
                .as("its tier for large inputs, 5 dollars")
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("1.190004375"));
        assertThat(prices.maxOutputTokens(of("azure-eu", "gpt-4o-mini"), DAY)).contains(16_384L);
    }

    @Test
    void makesNoPriceOfADiscountOnWhatHasNone() {
        ModelPrices prices = agreeing(discount("all", null, "*", "2026-01-01", "10"));
        assertThat(prices.cost(of("any", "mystery"), MILLION_EACH, DAY)).isEmpty();
    }

    @Test
    void takesTheProvidersOwnBeforeAnysThenTheLongerNameThenTheNewest() {
        ModelPrices prices = agreeing(
                discount("any", null, "gpt-4o", "2026-01-01", "10"),
                discount("first", "azure-eu", "*", "2026-01-01", "20"),
                discount("second", "azure-eu", "*", "2026-06-01", "40"),
                discount("coming", "azure-eu", "*", "2027-01-01", "80"),
                rates("model", "azure-eu", "gpt-4o-mini", "2026-01-01", "1"));
        assertThat(cost(prices, "openai", "gpt-4o", DAY)).isEqualByComparingTo("11.25");
        assertThat(cost(prices, "azure-eu", "gpt-4o", DAY)).isEqualByComparingTo("7.5");
        assertThat(cost(prices, "azure-eu", "gpt-4o", LocalDate.of(2026, 5, 31)))
                .isEqualByComparingTo("10");
        assertThat(cost(prices, "azure-eu", "gpt-4o", LocalDate.of(2027, 1, 1))).isEqualByComparingTo("2.5");
        assertThat(cost(prices, "azure-eu", "gpt-4o-mini", DAY)).isEqualByComparingTo("2");
        assertThat(prices.maxOutputTokens(of("azure-eu", "gpt-4o-mini"), DAY))
                .as("what the price does not say, the list does")
                .contains(16_384L);
        assertThat(cost(prices, "azure-eu", "gpt-4o", LocalDate.of(2025, 12, 31)))
                .as("before anything was agreed")
                .isEqualByComparingTo("12.5");
    }

    private static BigDecimal cost(ModelPrices prices, String provider, String model, LocalDate day) {
        return prices.cost(of(provider, model), MILLION_EACH, day).orElseThrow();
    }

    private static PricedModel of(String provider, String model) {
        return new PricedModel(provider, model);
    }

    private static ModelPrices agreeing(OwnPrice... agreed) {
        PriceList list =
                ModelPrices.listed(new PriceProperties(List.of(), List.of())).agreeing(List.of(agreed));
        return new ModelPrices(() -> list, new ServiceTiers(List.of()));
    }

    private static OwnPrice discount(
            String name, @Nullable String provider, String model, String from, String percent) {
        PriceTerms terms = new PriceTerms(new BigDecimal(percent), null, null, null, null, null);
        return new OwnPrice(name, provider, model, LocalDate.parse(from), terms);
    }

    private static OwnPrice rates(String name, @Nullable String provider, String model, String from, String usd) {
        TokenRates rates = new TokenRates(new BigDecimal(usd), null, null, null, new BigDecimal(usd));
        return new OwnPrice(
                name, provider, model, LocalDate.parse(from), new PriceTerms(null, rates, null, null, null, null));
    }
}
