package io.plumbline.console.usage;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Usage, summed by the gateway.
@ServiceApi(RemoteService.GATEWAY)
interface UsageClient {

    @GetExchange("/api/v1/usage")
    Page<Sum> sums(
            @RequestParam String groupBy,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String route,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// The usage of one group.
    record Sum(
            @Nullable String team,
            @Nullable String key,
            @Nullable String route,
            @Nullable String model,
            @Nullable String day,
            long calls,
            long inputTokens,
            long cachedInputTokens,
            long outputTokens,
            BigDecimal costUsd,
            BigDecimal savedUsd,
            long unpricedCalls) {

        static final Sum NONE = new Sum(null, null, null, null, null, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0);

        Sum plus(Sum other) {
            return new Sum(
                    null,
                    null,
                    null,
                    null,
                    null,
                    calls + other.calls,
                    inputTokens + other.inputTokens,
                    cachedInputTokens + other.cachedInputTokens,
                    outputTokens + other.outputTokens,
                    costUsd.add(other.costUsd),
                    savedUsd.add(other.savedUsd),
                    unpricedCalls + other.unpricedCalls);
        }

        /// Returns the value by which it is grouped.
        String of(String group) {
            String value = switch (group) {
                case "team" -> team;
                case "key" -> key;
                case "route" -> route;
                case "model" -> model;
                default -> day;
            };
            return value == null ? "" : value;
        }
    }
}
