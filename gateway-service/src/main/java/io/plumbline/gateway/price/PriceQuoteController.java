package io.plumbline.gateway.price;

import io.plumbline.clients.gateway.GatewayClient.PriceQuotes;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tells monitoring-service what calls that bypass the gateway cost.
@RestController
class PriceQuoteController {

    private final ModelPrices prices;

    PriceQuoteController(ModelPrices prices) {
        this.prices = prices;
    }

    /// The usages of [io.plumbline.clients.gateway.GatewayClient.PriceQuery].
    record QuoteRequest(@NotNull @Size(max = 10_000) List<@NotNull @Valid QuotedUsage> usages) {}

    /// The tokens of a call.
    ///
    /// @param inputTokens all, including those that the provider had cached
    record QuotedUsage(
            @NotBlank @Size(max = 200) String provider,
            @NotBlank @Size(max = 200) String model,
            @NotNull LocalDate day,
            @Min(0) @Max(TokenUsage.MOST) long inputTokens,
            @Min(0) @Max(TokenUsage.MOST) long cachedInputTokens,
            @Min(0) @Max(TokenUsage.MOST) long outputTokens) {}

    /// Returns the costs of calls that did not go through the gateway; null where the price is unknown.
    @PostMapping("/internal/v1/price-quotes")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    PriceQuotes quote(@Valid @RequestBody QuoteRequest request) {
        List<@Nullable BigDecimal> costs = new ArrayList<>();
        for (QuotedUsage usage : request.usages()) {
            TokenUsage tokens =
                    new TokenUsage(usage.inputTokens(), usage.cachedInputTokens(), usage.outputTokens(), false);
            costs.add(prices.cost(new PricedModel(usage.provider(), usage.model()), tokens, usage.day())
                    .orElse(null));
        }
        return new PriceQuotes(costs);
    }
}
