package io.plumbline.gateway.price;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A price that the organisation has agreed, as calls use it. Immutable.
///
/// @param provider the only provider to which it applies; null for any
/// @param model its name, or a prefix of it that ends in `*`
/// @param validFrom first day on which it applies
record OwnPrice(String name, @Nullable String provider, String model, LocalDate validFrom, PriceTerms terms) {

    /// Orders the best match first: prices of this provider, then the longest name, then the newest.
    static final Comparator<OwnPrice> CLOSEST = Comparator.comparing((OwnPrice price) -> price.provider() != null)
            .thenComparingInt(price -> ModelPrice.precision(price.model()))
            .thenComparing(OwnPrice::validFrom)
            .reversed()
            .thenComparing(OwnPrice::name);

    boolean holds(PricedModel asked, LocalDate day) {
        return !validFrom.isAfter(day)
                && (provider == null || provider.equals(asked.provider()))
                && ModelPrice.matches(model, asked.model());
    }

    /// Returns the price of a model; empty for a discount on a model without a list price.
    ///
    /// @param listed the price without the agreement; null if unknown
    Optional<ModelPrice> price(@Nullable ModelPrice listed) {
        return Optional.ofNullable(terms.applied(model, validFrom, listed));
    }
}
