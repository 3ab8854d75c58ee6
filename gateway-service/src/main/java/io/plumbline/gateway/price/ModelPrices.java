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

/// Looks up model prices: in the organisation's agreements ([OwnPrice]), then in its configuration
/// ([PriceProperties]), then in a dated file (`gateway/model-prices.json`). A model in none of them has no price,
/// which is never treated as 0. Thread-safe.
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
    /// @param sources of the prices with their dates, by the word with which a price names its source
    private record PriceFile(Map<String, String> sources, String unit, List<ModelPrice> prices) {}

    /// Returns the configured and published prices.
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

    /// Returns the prices of a day as currently known.
    public DatedPrices on(LocalDate day) {
        PriceList known = list.get();
        return new DatedPrices(new ModelPrices(() -> known, tiers), day);
    }

    /// Returns the cost of the usage in US dollars; empty if unknown.
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

    /// Returns the price of a service tier relative to the model's price; empty if unknown.
    public Optional<BigDecimal> tierShare(PricedModel model, String tier) {
        return tiers.share(model.model(), tier);
    }

    /// Whether a service tier has the list price or is left to the provider.
    public static boolean isUsualTier(String tier) {
        return ServiceTiers.isUsual(tier);
    }

    /// Returns the maximum cost of a call in US dollars, however much the provider caches; empty if unknown.
    ///
    /// @param input maximum number of tokens
    /// @param output maximum number of tokens
    public Optional<BigDecimal> largestCost(PricedModel model, long input, long output, LocalDate day) {
        return priceOf(model, day).map(price -> price.largestCost(input, output));
    }

    /// Returns the maximum number of output tokens per answer; empty if unknown.
    public Optional<Long> maxOutputTokens(PricedModel model, LocalDate day) {
        return priceOf(model, day).flatMap(price -> Optional.ofNullable(price.maxOutputTokens()));
    }

    /// Returns the maximum number of input and output tokens together; empty if unknown.
    public Optional<Long> contextTokens(PricedModel model, LocalDate day) {
        return priceOf(model, day).flatMap(price -> Optional.ofNullable(price.contextTokens()));
    }

    private Optional<ModelPrice> priceOf(PricedModel model, LocalDate day) {
        return list.get().of(model, day);
    }
}
