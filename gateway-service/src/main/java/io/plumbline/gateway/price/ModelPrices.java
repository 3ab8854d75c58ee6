package io.plumbline.gateway.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Knows what models cost: by the organisation's own rates ([PriceProperties]), else from a dated file
/// (`gateway/model-prices.json`). A model that is in neither has no price: that is never 0. Immutable.
@Component
public final class ModelPrices {

    private static final BigDecimal PER = new BigDecimal(1_000_000);
    private static final int SCALE = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ModelPrice> own;
    private final List<ModelPrice> published;

    @Autowired
    ModelPrices(PriceProperties properties) {
        this(properties.rates().stream().map(PriceProperties.Rate::price).toList(), read());
    }

    ModelPrices(List<ModelPrice> own, List<ModelPrice> published) {
        this.own = List.copyOf(own);
        this.published = List.copyOf(published);
    }

    /// The file.
    ///
    /// @param source where the prices are from, and of when
    private record PriceFile(String source, String unit, List<ModelPrice> prices) {}

    private static List<ModelPrice> read() {
        try (InputStream file = new ClassPathResource("gateway/model-prices.json").getInputStream()) {
            return JSON.readValue(file, PriceFile.class).prices();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the usage costs in US dollars; empty when nobody knows.
    ///
    /// @param model the provider's name for it
    /// @param day of the call
    public Optional<BigDecimal> cost(String model, TokenUsage usage, LocalDate day) {
        return priceOf(own, model, day).or(() -> priceOf(published, model, day)).map(price -> {
            BigDecimal cached = price.cachedInputUsd() == null ? price.inputUsd() : price.cachedInputUsd();
            return price.inputUsd()
                    .multiply(BigDecimal.valueOf(usage.input() - usage.cachedInput()))
                    .add(cached.multiply(BigDecimal.valueOf(usage.cachedInput())))
                    .add(price.outputUsd().multiply(BigDecimal.valueOf(usage.output())))
                    .divide(PER, MathContext.DECIMAL64)
                    .setScale(SCALE, RoundingMode.HALF_UP);
        });
    }

    /// Of the prices for this model, those that fit its name best, and of these the newest that is in force.
    private static Optional<ModelPrice> priceOf(List<ModelPrice> prices, String model, LocalDate day) {
        return prices.stream()
                .filter(price -> price.matches(model) && !price.from().isAfter(day))
                .max(Comparator.comparingInt(ModelPrice::precision).thenComparing(ModelPrice::from));
    }
}
