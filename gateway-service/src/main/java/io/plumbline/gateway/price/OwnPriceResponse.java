package io.plumbline.gateway.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.price.OwnPriceRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import java.math.BigDecimal;
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
        @Nullable BigDecimal discountPercent,
        @Nullable TokenRates rates,
        @Nullable List<PriceProperties.Above> above,
        @Nullable BigDecimal batch,
        @Nullable Long contextTokens,
        @Nullable Long maxOutputTokens,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<String> warnings) {

    static OwnPriceResponse from(NamedDocument<Terms> stored, List<String> warnings) {
        Terms price = stored.document();
        PriceTerms terms = price.terms();
        return new OwnPriceResponse(
                stored.name(),
                price.provider(),
                price.model(),
                price.validFrom(),
                terms.discountPercent(),
                terms.rates(),
                terms.above(),
                terms.batch(),
                terms.contextTokens(),
                terms.maxOutputTokens(),
                stored.createdAt(),
                stored.updatedAt(),
                warnings.isEmpty() ? null : warnings);
    }
}
