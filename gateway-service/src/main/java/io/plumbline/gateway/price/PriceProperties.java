package io.plumbline.gateway.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The organisation's own rates: agreed with its providers, or the cost of models that it runs itself.
///
/// @param rates take precedence over the prices of the file
/// @param tiers further service tiers that callers may request, with their prices
@Validated
@ConfigurationProperties("plumbline.gateway.prices")
record PriceProperties(
        @DefaultValue @Size(max = 1_000) List<@NotNull @Valid Rate> rates,
        @DefaultValue @Size(max = 1_000) List<@NotNull @Valid Tier> tiers) {

    /// A service tier of a model: OpenAI's and Azure's `service_tier`, Anthropic's `speed`.
    ///
    /// @param model the provider's name for the model, or a prefix of it that ends in `*`
    /// @param tier the tier's name, such as `priority`, `flex` or `fast`
    /// @param share price of a call in this tier relative to the normal price, 0 to 100
    public record Tier(
            @NotBlank @Size(max = 200) String model,
            @NotBlank @Size(max = 40) String tier,
            @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal share) {}

    /// One rate, in US dollars per million tokens: 0..1,000,000.
    ///
    /// @param model the provider's name for the model, or a prefix of it that ends in `*`
    /// @param from first day on which the rate applies
    /// @param inputUsd US dollars per million input tokens
    /// @param cachedInputUsd the same for input tokens read from the provider's cache; `inputUsd` unless set
    /// @param cacheWriteUsd the same for input tokens that the provider caches for a few minutes; `inputUsd` unless
    ///     set
    /// @param cacheWriteLongUsd the same for an hour; `cacheWriteUsd` unless set
    /// @param outputUsd US dollars per million output tokens
    /// @param above rates of a whole call whose input is larger, the smallest first; none unless set
    /// @param batch price of batch calls relative to the normal price, 0 to 1; 1 unless set
    /// @param contextTokens maximum number of input and output tokens of a call together
    /// @param maxOutputTokens maximum number of output tokens of an answer
    public record Rate(
            @NotBlank @Size(max = 200) String model,
            @NotNull LocalDate from,

            @NotNull @DecimalMin("0") @DecimalMax(TokenRates.MOST_USD)
            BigDecimal inputUsd,

            @DecimalMin("0") @DecimalMax(TokenRates.MOST_USD) @Nullable
            BigDecimal cachedInputUsd,

            @DecimalMin("0") @DecimalMax(TokenRates.MOST_USD) @Nullable
            BigDecimal cacheWriteUsd,

            @DecimalMin("0") @DecimalMax(TokenRates.MOST_USD) @Nullable
            BigDecimal cacheWriteLongUsd,

            @NotNull @DecimalMin("0") @DecimalMax(TokenRates.MOST_USD)
            BigDecimal outputUsd,

            @DefaultValue @Size(max = 10) List<@NotNull @Valid Above> above,
            @DecimalMin("0") @DecimalMax("1") @Nullable BigDecimal batch,
            @Min(1) @Max(TokenUsage.MOST) @Nullable Long contextTokens,
            @Min(1) @Max(TokenUsage.MOST) @Nullable Long maxOutputTokens) {

        ModelPrice price() {
            return new ModelPrice(
                    model,
                    from,
                    new TokenRates(inputUsd, cachedInputUsd, cacheWriteUsd, cacheWriteLongUsd, outputUsd),
                    above.stream().map(Above::tier).toList(),
                    batch,
                    contextTokens,
                    maxOutputTokens);
        }
    }

    /// Rates of calls with a larger input.
    ///
    /// @param inputTokens these rates apply to the whole call if its input exceeds this number of tokens
    public record Above(
            @Min(1) @Max(TokenUsage.MOST) long inputTokens,
            @NotNull @Valid TokenRates rates) {

        ModelPrice.LargeInput tier() {
            return new ModelPrice.LargeInput(inputTokens, rates);
        }
    }
}
