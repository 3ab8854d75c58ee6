package io.plumbline.gateway.price;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
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

/// The organisation's own rates: what it has agreed with its providers, or what a model that it runs costs it.
///
/// @param rates before the prices of the file
@Validated
@ConfigurationProperties("plumbline.gateway.prices")
public record PriceProperties(
        @DefaultValue @Size(max = 1_000) List<@NotNull @Valid Rate> rates) {

    private static final String MOST_USD = "1000000";

    /// One rate, in US dollars per million tokens: 0..1,000,000.
    ///
    /// @param model the provider's name for the model, or with a `*` at the end the beginning of its name
    /// @param from first day on which it holds
    /// @param inputUsd US dollars per million tokens of input
    /// @param cachedInputUsd the same for input that the provider had cached; `inputUsd` unless given
    /// @param outputUsd US dollars per million tokens of output
    public record Rate(
            @NotBlank @Size(max = 200) String model,
            @NotNull LocalDate from,
            @NotNull @DecimalMin("0") @DecimalMax(MOST_USD) BigDecimal inputUsd,
            @DecimalMin("0") @DecimalMax(MOST_USD) @Nullable BigDecimal cachedInputUsd,
            @NotNull @DecimalMin("0") @DecimalMax(MOST_USD) BigDecimal outputUsd) {

        ModelPrice price() {
            return new ModelPrice(model, from, inputUsd, cachedInputUsd, outputUsd);
        }
    }
}
