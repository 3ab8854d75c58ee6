package io.plumbline.gateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelPricesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final TokenUsage MILLION_EACH = new TokenUsage(1_000_000, 0, 1_000_000, false);

    @Test
    void chargesCachedInputAtItsOwnPrice() {
        // gpt-4o: 2.50 in, 1.25 cached, 10.00 out; 1,000 tokens of which 400 cached, and 100 out
        assertThat(published()
                        .cost(of("gpt-4o"), new TokenUsage(1_000, 400, 100, false), DAY)
                        .orElseThrow())
                .isEqualByComparingTo("0.003");
    }

    @Test
    void knowsNoPriceOfAModelThatIsNotInTheFile() {
        ModelPrices prices = published();
        assertThat(prices.cost(of("gpt-4o-audio-preview"), MILLION_EACH, DAY)).isEmpty();
        assertThat(prices.cost(of("llama-3"), MILLION_EACH, DAY)).isEmpty();
        assertThat(prices.cost(of("gpt-4o"), MILLION_EACH, LocalDate.of(2020, 1, 1)))
                .as("before its price began")
                .isEmpty();
    }

    @Test
    void pricesTheSimulator() {
        assertThat(published().cost(of("sim-support"), MILLION_EACH, DAY).orElseThrow())
                .isEqualByComparingTo("0.75");
    }

    @Test
    void takesTheClosestNameAndTheNewestPriceInForce() {
        ModelPrices prices = prices(
                List.of(),
                List.of(
                        price("a*", "2026-01-01", "1"),
                        price("a-b*", "2026-01-01", "2"),
                        price("a-b*", "2026-06-01", "3"),
                        price("a-b*", "2027-01-01", "4"),
                        price("a-b-c", "2026-01-01", "5")));
        assertThat(prices.cost(of("a-x"), MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("2");
        assertThat(prices.cost(of("a-b-x"), MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("6");
        assertThat(prices.cost(of("a-b-c"), MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("10");
    }

    @Test
    void putsTheOrganisationsOwnRatesFirst() {
        ModelPrices prices = prices(
                List.of(price("gpt-*", "2026-01-01", "7"), price("llama*", "2027-01-01", "1")),
                List.of(price("gpt-4o", "2026-01-01", "1"), price("llama-3", "2026-01-01", "2")));
        assertThat(prices.cost(of("gpt-4o"), MILLION_EACH, DAY).orElseThrow()).isEqualByComparingTo("14");
        assertThat(prices.cost(of("llama-3"), MILLION_EACH, DAY).orElseThrow())
                .as("the own rate has not begun")
                .isEqualByComparingTo("4");
    }

    @Test
    void pricesAWholeCallByTheTierOfItsInput() {
        // gpt-5.4: 2.50 in and 15 out; 5 and 22.50 above 272,000 tokens of input, for the whole call
        assertThat(cost("gpt-5.4", new TokenUsage(272_000, 0, 1_000, false))).isEqualByComparingTo("0.695");
        assertThat(cost("gpt-5.4", new TokenUsage(272_001, 0, 1_000, false))).isEqualByComparingTo("1.382505");
    }

    @Test
    void countsWhatWasCachedBesideTheInputAsAnthropicDoes() {
        // claude-sonnet-4-0: 3 in, 0.30 read, 3.75 written for minutes, 6 for an hour, 15 out
        TokenUsage usage = TokenUsage.withCacheBeside(1_000, 10_000, 2_000, 500, 100);
        assertThat(usage.input()).isEqualTo(13_500);
        assertThat(cost("claude-sonnet-4-20250514", usage))
                .isEqualByComparingTo("0.018"); // 0.003 + 0.003 + 0.0075 + 0.003 + 0.0015
        assertThat(cost("gpt-4o", new TokenUsage(13_500, 10_000, 100, false)))
                .as("at OpenAI what was cached is a part of the input")
                .isEqualByComparingTo("0.02225");
    }

    @Test
    void takesThePriceThatIsInForceOnTheDay() {
        assertThat(published().cost(of("claude-sonnet-5"), MILLION_EACH, LocalDate.of(2026, 8, 31)))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("12"));
        assertThat(published().cost(of("claude-sonnet-5"), MILLION_EACH, LocalDate.of(2026, 9, 1)))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("18"));
    }

    @Test
    void knowsTheMostThatACallCanCostWhateverIsCached() {
        // 1,000 tokens at 6 dollars, the dearest that input can be, and 100 at 15
        assertThat(published().largestCost(of("claude-sonnet-4-0"), 1_000, 100, DAY))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("0.0075"));
        assertThat(published().largestCost(of("mystery"), 1_000, 100, DAY)).isEmpty();
        assertThat(published().maxOutputTokens(of("gpt-4o-mini"), DAY)).contains(16_384L);
        assertThat(published().contextTokens(of("gpt-4o-mini-2024-07-18"), DAY)).contains(128_000L);
        assertThat(published().maxOutputTokens(of("sim-support"), DAY)).isEmpty();
    }

    @Test
    void knowsTheModelsOfGoogleMistralAndAzure() {
        // gemini-2.5-pro: 1.25 in, 0.125 cached, 10 out; 2.50, 0.25 and 15 above 200,000 tokens of input
        assertThat(cost("gemini-2.5-pro", new TokenUsage(200_000, 100_000, 1_000, false)))
                .isEqualByComparingTo("0.1475");
        assertThat(cost("gemini-2.5-pro", new TokenUsage(200_001, 0, 1_000, false)))
                .isEqualByComparingTo("0.5150025");
        assertThat(cost("mistral-large-latest", MILLION_EACH)).isEqualByComparingTo("8");
        assertThat(cost("gpt-35-turbo", MILLION_EACH)).as("as Azure spells it").isEqualByComparingTo("2");
        assertThat(cost("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", MILLION_EACH))
                .as("Bedrock's profile that stays in Europe")
                .isEqualByComparingTo("19.8");
        assertThat(cost("global.anthropic.claude-sonnet-4-5-20250929-v1:0", MILLION_EACH))
                .isEqualByComparingTo("18");
        assertThat(cost("amazon.nova-lite-v1:0", MILLION_EACH)).isEqualByComparingTo("0.3");
        assertThat(cost("phi-4", MILLION_EACH)).isEqualByComparingTo("0.21");
        assertThat(published().cost(of("gemini-2.5-pro-preview-tts"), MILLION_EACH, DAY))
                .as("what speaks has other prices than these")
                .isEmpty();
        assertThat(published().cost(of("mistral-nemo:free"), MILLION_EACH, DAY)).isEmpty();
    }

    @Test
    void saysWhereEachPublishedPriceIsFrom() throws IOException {
        JsonNode file =
                JsonMapper.shared().readTree(new ClassPathResource("gateway/model-prices.json").getInputStream());
        assertThat(LocalDate.parse(file.path("date").asString())).isBefore(DAY);
        assertThat(file.path("prices")).hasSizeGreaterThan(150).allSatisfy(price -> {
            assertThat(file.path("sources").has(price.path("source").asString()))
                    .as(price.toString())
                    .isTrue();
            assertThat(price.at("/rates/inputUsd").decimalValue())
                    .as(price.toString())
                    .isPositive();
        });
    }

    @Test
    void chargesTheTierInWhichACallWasServed() {
        List<PriceProperties.Tier> tiers = List.of(
                new PriceProperties.Tier("gpt-4o*", "priority", new BigDecimal("2")),
                new PriceProperties.Tier("gpt-4o", "priority", new BigDecimal("1.7")),
                new PriceProperties.Tier("gpt-4o", "flex", new BigDecimal("0.5")));
        PriceList listed = ModelPrices.listed(new PriceProperties(List.of(), tiers));
        ModelPrices prices = new ModelPrices(() -> listed, new ServiceTiers(tiers));
        BigDecimal usual = prices.cost(of("gpt-4o"), MILLION_EACH, DAY).orElseThrow();
        for (String tier : new String[] {"default", "auto", "standard", "unheard-of"}) {
            assertThat(prices.cost(of("gpt-4o"), MILLION_EACH.in(tier), DAY).orElseThrow())
                    .as(tier)
                    .isEqualByComparingTo(usual);
        }
        assertThat(prices.cost(of("gpt-4o"), MILLION_EACH.in("priority"), DAY).orElseThrow())
                .as("the closest name counts")
                .isEqualByComparingTo(usual.multiply(new BigDecimal("1.7")));
        assertThat(prices.cost(of("gpt-4o"), MILLION_EACH.in("flex").in("priority"), DAY)
                        .orElseThrow())
                .as("what the provider says counts before what was asked for")
                .isEqualByComparingTo(usual.multiply(new BigDecimal("0.5")));
        assertThat(prices.tierShare(of("gpt-4o-mini"), "priority")).contains(new BigDecimal("2"));
        assertThat(prices.tierShare(of("gpt-4o"), "fast")).isEmpty();
        assertThat(prices.tierShare(of("gpt-5"), "priority")).isEmpty();
    }

    private static BigDecimal cost(String model, TokenUsage usage) {
        return published().cost(of(model), usage, DAY).orElseThrow();
    }

    private static ModelPrices published() {
        PriceList listed = ModelPrices.listed(new PriceProperties(List.of(), List.of()));
        return new ModelPrices(() -> listed, new ServiceTiers(List.of()));
    }

    private static ModelPrices prices(List<ModelPrice> configured, List<ModelPrice> published) {
        PriceList list = new PriceList(List.of(), configured, published);
        return new ModelPrices(() -> list, new ServiceTiers(List.of()));
    }

    private static PricedModel of(String model) {
        return new PricedModel("any", model);
    }

    private static ModelPrice price(String model, String from, String usd) {
        return new ModelPrice(
                model,
                LocalDate.parse(from),
                new TokenRates(new BigDecimal(usd), null, null, null, new BigDecimal(usd)),
                null,
                null,
                null,
                null);
    }
}
