package io.plumbline.gateway.price;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A price that the organisation has agreed, as calls meet it. Immutable.
///
/// @param provider name of the only provider that it is for; null for any
/// @param model its name, or with a `*` at the end the beginning of its name
/// @param validFrom first day on which it holds
record OwnPrice(String name, @Nullable String provider, String model, LocalDate validFrom, PriceTerms terms) {

    /// Those that mean a call best come first: of this very provider, of the longest name, the newest.
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

    /// What a model costs by it; empty for a discount on what has no list price.
    ///
    /// @param listed what it would cost without; null when nobody knows
    Optional<ModelPrice> price(@Nullable ModelPrice listed) {
        return Optional.ofNullable(terms.applied(model, validFrom, listed));
    }
}
