package io.plumbline.gateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelPricesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final TokenUsage MILLION_EACH = new TokenUsage(1_000_000, 0, 1_000_000, false);

    @Test
    void chargesCachedInputAtItsOwnPrice() {
        // gpt-4o: 2.50 in, 1.25 cached, 10.00 out; 1,000 tokens of which 400 cached, and 100 out
        assertThat(published()
                        .cost("gpt-4o", new TokenUsage(1_000, 400, 100, false), DAY)
                        .orElseThrow())
                .isEqualByComparingTo("0.003");
    }

    @Test
    void knowsNoPriceOfAModelThatIsNotInTheFile() {
        ModelPrices prices = published();
        assertThat(prices.cost("gpt-4o-audio-preview", MILLION_EACH, DAY)).isEmpty();
        assertThat(prices.cost("llama-3", MILLION_EACH, DAY)).isEmpty();
        assertThat(prices.cost("gpt-4o", MILLION_EACH, LocalDate.of(2020, 1, 1)))
                .as("before its price began")
                .isEmpty();
    }

    @Test
    void pricesTheSimulator() {
        assertThat(published().cost("sim-support", MILLION_EACH, DAY).orElseThrow())
                .isEqualByComparingTo("0.75");
    }

    @Test
    void takesTheClosestNameAndTheNewestPriceInForce() {
        ModelPrices prices = new ModelPrices(
                List.of(),
                List.of(
                        price("a*", "2026-01-01", "1"),
                        price("a-b*", "2026-01-01", "2"),
                        price("a-b*", "2026-06-01", "3"),
                        price("a-b*", "2027-01-01", "4"),
                        price("a-b-c", "2026-01-01", "5")));
        assertThat(prices.cost("a-x", MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("2");
        assertThat(prices.cost("a-b-x", MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("6");
        assertThat(prices.cost("a-b-c", MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("10");
    }

    @Test
    void putsTheOrganisationsOwnRatesFirst() {
        ModelPrices prices = new ModelPrices(
                List.of(price("gpt-*", "2026-01-01", "7"), price("llama*", "2027-01-01", "1")),
                List.of(price("gpt-4o", "2026-01-01", "1"), price("llama-3", "2026-01-01", "2")));
        assertThat(prices.cost("gpt-4o", MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("14");
        assertThat(prices.cost("llama-3", MILLION_EACH, DAY).orElseThrow())
                .as("the own rate has not begun")
                .isEqualByComparingTo("4");
    }

    private static ModelPrices published() {
        return new ModelPrices(new PriceProperties(List.of()));
    }

    private static ModelPrice price(String model, String from, String usd) {
        return new ModelPrice(model, LocalDate.parse(from), new BigDecimal(usd), null, new BigDecimal(usd));
    }
}
