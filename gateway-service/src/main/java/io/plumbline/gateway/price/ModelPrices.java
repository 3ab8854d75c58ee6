package io.plumbline.gateway.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Knows what models cost: by what the organisation has agreed ([OwnPrice]), else by its configuration
/// ([PriceProperties]), else from a dated file (`gateway/model-prices.json`). A model that is in none has no price:
/// that is never 0. Thread-safe.
@Component
public final class ModelPrices {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Supplier<PriceList> list;
    private final ServiceTiers tiers;

    @Autowired
    ModelPrices(OwnPriceBook book, PriceProperties properties) {
        this(book::prices, new ServiceTiers(properties.tiers()));
    }

    ModelPrices(Supplier<PriceList> list, ServiceTiers tiers) {
        this.list = list;
        this.tiers = tiers;
    }

    /// The file.
    ///
    /// @param sources where prices are from, and of when, by the word with which a price names its source
    private record PriceFile(Map<String, String> sources, String unit, List<ModelPrice> prices) {}

    /// What is configured and published.
    static PriceList listed(PriceProperties properties) {
        return new PriceList(
                List.of(),
                properties.rates().stream().map(PriceProperties.Rate::price).toList(),
                published());
    }

    private static List<ModelPrice> published() {
        try (InputStream file = new ClassPathResource("gateway/model-prices.json").getInputStream()) {
            return JSON.readValue(file, PriceFile.class).prices();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is known now of the prices of a day.
    public DatedPrices on(LocalDate day) {
        PriceList known = list.get();
        return new DatedPrices(new ModelPrices(() -> known, tiers), day);
    }

    /// What the usage costs in US dollars; empty when nobody knows.
    ///
    /// @param day of the call
    public Optional<BigDecimal> cost(PricedModel model, TokenUsage usage, LocalDate day) {
        String tier = usage.tier();
        Optional<BigDecimal> usual = priceOf(model, day).map(price -> price.cost(usage));
        return tier == null ? usual : usual.map(cost -> times(cost, tiers.shareOrUsual(model.model(), tier)));
    }

    private static BigDecimal times(BigDecimal cost, BigDecimal share) {
        return cost.multiply(share).setScale(TokenRates.SCALE, RoundingMode.UP);
    }

    /// The share of the model's price that calls in a service tier cost; empty when nobody says.
    public Optional<BigDecimal> tierShare(PricedModel model, String tier) {
        return tiers.share(model.model(), tier);
    }

    /// Whether a service tier is what has the list price, or is left to the provider.
    public static boolean isUsualTier(String tier) {
        return ServiceTiers.isUsual(tier);
    }

    /// The most that a call can cost in US dollars, whatever the provider caches; empty when nobody knows.
    ///
    /// @param input tokens at most
    /// @param output tokens at most
    public Optional<BigDecimal> largestCost(PricedModel model, long input, long output, LocalDate day) {
        return priceOf(model, day).map(price -> price.largestCost(input, output));
    }

    /// The most tokens that the model gives in one answer; empty when nobody knows.
    public Optional<Long> maxOutputTokens(PricedModel model, LocalDate day) {
        return priceOf(model, day).flatMap(price -> Optional.ofNullable(price.maxOutputTokens()));
    }

    /// The most tokens that the model takes and gives together; empty when nobody knows.
    public Optional<Long> contextTokens(PricedModel model, LocalDate day) {
        return priceOf(model, day).flatMap(price -> Optional.ofNullable(price.contextTokens()));
    }

    private Optional<ModelPrice> priceOf(PricedModel model, LocalDate day) {
        return list.get().of(model, day);
    }
}
