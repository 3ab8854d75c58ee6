package io.plumbline.gateway.price;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Knows what models cost: by the organisation's own rates ([PriceProperties]), else from a dated file
/// (`gateway/model-prices.json`). A model that is in neither has no price: that is never 0. Thread-safe.
@Component
public final class ModelPrices {

    private static final int REMEMBERED = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ModelPrice> own;
    private final List<ModelPrice> published;
    private final Cache<String, List<ModelPrice>> found =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

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
        return priceOf(model, day).map(price -> price.cost(usage, false));
    }

    /// The same, of a call that the provider serves in a batch.
    public Optional<BigDecimal> batchCost(String model, TokenUsage usage, LocalDate day) {
        return priceOf(model, day).map(price -> price.cost(usage, true));
    }

    /// The most that a call can cost in US dollars, whatever the provider caches; empty when nobody knows.
    ///
    /// @param input tokens at most
    /// @param output tokens at most
    public Optional<BigDecimal> largestCost(String model, long input, long output, LocalDate day) {
        return priceOf(model, day).map(price -> price.largestCost(input, output));
    }

    /// The most tokens that the model gives in one answer; empty when nobody knows.
    public Optional<Long> maxOutputTokens(String model, LocalDate day) {
        return priceOf(model, day).flatMap(price -> Optional.ofNullable(price.maxOutputTokens()));
    }

    /// The most tokens that the model takes and gives together; empty when nobody knows.
    public Optional<Long> contextTokens(String model, LocalDate day) {
        return priceOf(model, day).flatMap(price -> Optional.ofNullable(price.contextTokens()));
    }

    /// The first that is in force of those for this model.
    private Optional<ModelPrice> priceOf(String model, LocalDate day) {
        for (ModelPrice price : found.get(model, this::allOf)) {
            if (!price.from().isAfter(day)) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }

    /// The organisation's own rates before the others, and of each those first that fit the name best, the
    /// newest before the older.
    private List<ModelPrice> allOf(String model) {
        return Stream.concat(matching(own, model), matching(published, model)).toList();
    }

    private static Stream<ModelPrice> matching(List<ModelPrice> prices, String model) {
        return prices.stream()
                .filter(price -> price.matches(model))
                .sorted(Comparator.comparingInt(ModelPrice::precision)
                        .thenComparing(ModelPrice::from)
                        .reversed());
    }
}
