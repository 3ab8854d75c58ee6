package io.plumbline.console.usage;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// The organisation's own prices.
@ServiceApi(RemoteService.GATEWAY)
@HttpExchange("/api/v1/prices")
interface PriceClient {

    @GetExchange
    Page<Price> list(@RequestParam int limit);

    @GetExchange("/{name}")
    Price get(@PathVariable String name);

    @PutExchange("/{name}")
    void put(@PathVariable String name, @RequestBody Map<String, Object> body);

    @DeleteExchange("/{name}")
    void remove(@PathVariable String name);

    /// A price.
    ///
    /// @param above rates of larger inputs, which the form keeps
    record Price(
            String name,
            @Nullable String provider,
            String model,
            LocalDate validFrom,
            @Nullable BigDecimal discountPercent,
            @Nullable Rates rates,
            @Nullable JsonNode above,
            @Nullable BigDecimal batch,
            @Nullable Long contextTokens,
            @Nullable Long maxOutputTokens,
            Instant updatedAt,
            @Nullable List<String> warnings) {}

    /// US dollars per million tokens.
    record Rates(
            BigDecimal inputUsd,
            @Nullable BigDecimal cachedInputUsd,
            @Nullable BigDecimal cacheWriteUsd,
            @Nullable BigDecimal cacheWriteLongUsd,
            BigDecimal outputUsd) {}
}
