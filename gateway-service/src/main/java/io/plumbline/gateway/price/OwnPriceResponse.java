package io.plumbline.gateway.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.gateway.price.OwnPriceRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A price of the organisation in API responses. Unset members are absent.
///
/// @param warnings possible mistakes in its model; null for none
@JsonInclude(JsonInclude.Include.NON_NULL)
record OwnPriceResponse(
        String name,
        @Nullable String provider,
        String model,
        LocalDate validFrom,
        @JsonUnwrapped PriceTerms terms,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<String> warnings) {

    static OwnPriceResponse from(NamedDocument<Terms> stored, List<String> warnings) {
        Terms price = stored.document();
        return new OwnPriceResponse(
                stored.name(),
                price.provider(),
                price.model(),
                price.validFrom(),
                price.terms(),
                stored.createdAt(),
                stored.updatedAt(),
                warnings.isEmpty() ? null : warnings);
    }
}
