package io.plumbline.gateway.budget;

import io.plumbline.gateway.scope.CallScope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A budget to be made or replaced.
///
/// @param team whose it is; the scope's, else the platform's, unless given
/// @param scope whose calls it is for; all calls when it is empty
/// @param amountUsd US dollars for each period: more than 0, at most 900,000, with ten decimal places at most
record BudgetRequest(
        @Pattern(regexp = CallScope.NAME) @Nullable String team,
        @NotNull @Valid CallScope scope,

        @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax(Usd.LARGEST)
        @Digits(integer = 6, fraction = 10)
        BigDecimal amountUsd,

        @NotNull BudgetPeriod period,
        @NotNull BudgetAction action) {}
