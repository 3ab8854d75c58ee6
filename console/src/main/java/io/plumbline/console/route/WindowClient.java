package io.plumbline.console.route;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Calls, errors, latency and cost over time. Evaluation calls are excluded.
@ServiceApi(RemoteService.MONITORING)
interface WindowClient {

    @GetExchange("/api/v1/windows")
    Page<Window> list(
            @RequestParam(required = false) @Nullable String route,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam int minutes,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// The calls of a variant in a window.
    ///
    /// @param blocked calls that were stopped deliberately
    record Window(
            String team,
            String route,
            String variant,
            String model,
            Instant from,
            long calls,
            long blocked,
            long errors,
            long tokens,
            BigDecimal costUsd,
            long unpricedCalls,
            @Nullable Double p95LatencyMs) {}
}
