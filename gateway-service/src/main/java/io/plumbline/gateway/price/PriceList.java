package io.plumbline.gateway.price;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All prices known at a time: first the organisation's agreements, then its configuration, then the published
/// prices. Within each, the best match of the name comes first, then the newest. Immutable except for a cache.
final class PriceList {

    private static final int REMEMBERED = 2_000;
    private static final Comparator<ModelPrice> CLOSEST = Comparator.comparingInt(
                    (ModelPrice price) -> price.precision())
            .thenComparing(ModelPrice::from)
            .reversed();

    private final List<OwnPrice> agreed;
    private final List<ModelPrice> configured;
    private final List<ModelPrice> published;
    private final Cache<Question, Optional<ModelPrice>> found =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    PriceList(List<OwnPrice> agreed, List<ModelPrice> configured, List<ModelPrice> published) {
        this.agreed = agreed.stream().sorted(OwnPrice.CLOSEST).toList();
        this.configured = configured.stream().sorted(CLOSEST).toList();
        this.published = published.stream().sorted(CLOSEST).toList();
    }

    private record Question(PricedModel model, LocalDate day) {}

    /// Returns the list with other agreements.
    PriceList agreeing(List<OwnPrice> others) {
        return new PriceList(others, configured, published);
    }

    /// Returns the price of the model on that day; empty if unknown.
    Optional<ModelPrice> of(PricedModel model, LocalDate day) {
        return found.get(new Question(model, day), question -> search(question.model(), question.day()));
    }

    private Optional<ModelPrice> search(PricedModel model, LocalDate day) {
        Optional<ModelPrice> publicly = first(published, model.model(), day);
        Optional<ModelPrice> listed = first(configured, model.model(), day)
                .map(price -> price.boundedLike(publicly.orElse(null)))
                .or(() -> publicly);
        for (OwnPrice own : agreed) {
            Optional<ModelPrice> price =
                    own.holds(model, day) ? own.price(listed.orElse(null)) : Optional.<ModelPrice>empty();
            if (price.isPresent()) {
                return price;
            }
        }
        return listed;
    }

    private static Optional<ModelPrice> first(List<ModelPrice> prices, String model, LocalDate day) {
        for (ModelPrice price : prices) {
            if (!price.from().isAfter(day) && price.matches(model)) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }
}
