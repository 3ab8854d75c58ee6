package io.plumbline.monitoring.window;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A window in the API. Latencies are upper bounds of histogram buckets, at most 19 % above the true value; the
/// highest, 1,048,576 ms, also represents all higher values.
///
/// @param errorRate failed share of the calls that were not stopped deliberately, 0..1; null without such calls
record WindowResponse(
        String team,
        String route,
        String variant,
        String model,
        Instant from,
        long calls,
        long blocked,
        long errors,
        @Nullable Double errorRate,
        long tokens,
        BigDecimal costUsd,
        long unpricedCalls,
        @Nullable Double p50LatencyMs,
        @Nullable Double p95LatencyMs,
        @Nullable Double p99LatencyMs) {

    static WindowResponse from(CallWindow window) {
        return new WindowResponse(
                window.team(),
                window.route(),
                window.variant(),
                window.model(),
                window.from(),
                window.calls(),
                window.blocked(),
                window.errors(),
                window.errorRate(),
                window.tokens(),
                window.costUsd(),
                window.unpriced(),
                window.latencyMs(0.5),
                window.latencyMs(0.95),
                window.latencyMs(0.99));
    }
}
