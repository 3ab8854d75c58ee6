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

/// The organisation's own rates: what it has agreed with its providers, or what a model that it runs costs
/// it.
///
/// @param rates before the prices of the file
/// @param tiers service tiers that callers may ask for besides the usual one, and what they cost
@Validated
@ConfigurationProperties("plumbline.gateway.prices")
public record PriceProperties(
        @DefaultValue @Size(max = 1_000) List<@NotNull @Valid Rate> rates,
        @DefaultValue @Size(max = 1_000) List<@NotNull @Valid Tier> tiers) {

    /// A service tier of a model: OpenAI's and Azure's `service_tier`, Anthropic's `speed`.
    ///
    /// @param model the provider's name for the model, or with a `*` at the end the beginning of its name
    /// @param tier its name, such as `priority`, `flex` or `fast`
    /// @param share share of the price that calls in it cost, 0..100
    public record Tier(
            @NotBlank @Size(max = 200) String model,
            @NotBlank @Size(max = 40) String tier,
            @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal share) {}

    /// One rate, in US dollars per million tokens: 0..1,000,000.
    ///
    /// @param model the provider's name for the model, or with a `*` at the end the beginning of its name
    /// @param from first day on which it holds
    /// @param inputUsd US dollars per million tokens of input
    /// @param cachedInputUsd the same for input that the provider had cached; `inputUsd` unless given
    /// @param cacheWriteUsd the same for input that the provider caches for some minutes; `inputUsd` unless
    ///     given
    /// @param cacheWriteLongUsd the same for an hour; `cacheWriteUsd` unless given
    /// @param outputUsd US dollars per million tokens of output
    /// @param above rates of a whole call whose input is larger, the smallest first; none unless given
    /// @param batch share of the price that calls in a batch cost, 0..1; 1 unless given
    /// @param contextTokens most tokens that the model takes and gives together
    /// @param maxOutputTokens most tokens that the model gives in one answer
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
    /// @param inputTokens with more input than this the rates hold, for the whole call
    public record Above(
            @Min(1) @Max(TokenUsage.MOST) long inputTokens,
            @NotNull @Valid TokenRates rates) {

        ModelPrice.LargeInput tier() {
            return new ModelPrice.LargeInput(inputTokens, rates);
        }
    }
}
