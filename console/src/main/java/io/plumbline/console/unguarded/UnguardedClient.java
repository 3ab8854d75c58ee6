package io.plumbline.console.unguarded;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Services that call models without the gateway, as they report over OTLP.
@ServiceApi(RemoteService.MONITORING)
interface UnguardedClient {

    @GetExchange("/api/v1/unguarded-usage")
    Page<Use> list(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// The use of a model by a service.
    ///
    /// @param traced from traces; null without traces
    /// @param measured from metrics; null without metrics
    record Use(
            String team,
            String service,
            String target,
            Instant lastHour,
            @Nullable Traced traced,
            @Nullable Measured measured) {}

    record Traced(
            long calls,
            long errors,
            @Nullable Double p95LatencyMs,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd,
            long unpricedCalls) {}

    record Measured(long calls, long errors, @Nullable Double p95LatencyMs, long inputTokens, long outputTokens) {}
}
