package io.plumbline.gateway.price;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A price of the organisation to create or replace: a discount on the list price, or rates.
///
/// @param provider the only provider to which it applies; any unless set
/// @param model the provider's name for the model, or a prefix of it that ends in `*`
/// @param validFrom first day on which it applies, in UTC
/// @param discountPercent off the list price (the configured one, otherwise the published one), 0..100, with at
///     most four decimal places
/// @param rates US dollars per million tokens
/// @param above rates of a whole call with a larger input, the smallest first; only with `rates`
/// @param batch price of batch calls relative to the normal price, 0..1; 1 unless set; only with `rates`
/// @param contextTokens maximum number of input and output tokens together; only with `rates`
/// @param maxOutputTokens maximum number of output tokens per answer; only with `rates`
record OwnPriceRequest(
        @Pattern(regexp = NAME) @Nullable String provider,

        @NotNull @Pattern(regexp = "[^*]{1,200}|[^*]{0,199}\\*")
        String model,

        @NotNull LocalDate validFrom,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 4) @Nullable
        BigDecimal discountPercent,

        @Valid @Nullable TokenRates rates,
        @Size(max = 10) @Nullable List<PriceProperties.@NotNull @Valid Above> above,

        @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 10) @Nullable
        BigDecimal batch,

        @Min(1) @Max(TokenUsage.MOST) @Nullable Long contextTokens,
        @Min(1) @Max(TokenUsage.MOST) @Nullable Long maxOutputTokens) {

    static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    @JsonIgnore
    @AssertTrue(message = "must be either discountPercent alone, or rates with what belongs to them")
    boolean isOneOfBoth() {
        boolean more = above != null || batch != null || contextTokens != null || maxOutputTokens != null;
        return rates == null ? discountPercent != null && !more : discountPercent == null;
    }

    @JsonIgnore
    @AssertTrue(message = "its tiers must begin at different inputs, the smallest first")
    boolean isInAscendingTiers() {
        if (above == null || above.contains(null)) {
            return true; // what is null has a constraint of its own
        }
        for (int i = 1; i < above.size(); i++) {
            if (above.get(i).inputTokens() <= above.get(i - 1).inputTokens()) {
                return false;
            }
        }
        return true;
    }

    PriceTerms terms() {
        return new PriceTerms(discountPercent, rates, above, batch, contextTokens, maxOutputTokens);
    }
}
