package io.plumbline.monitoring.inventory;

import io.plumbline.monitoring.call.CallHours.TrafficFigures;
import io.plumbline.monitoring.unguarded.UnguardedUsage.TracedCalls;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The traffic of an entry.
///
/// @param p50LatencyMs of answered calls: the upper bound of its histogram bucket, at most 19 % too high; null
///     without answered calls
/// @param unguardedServices the services that call an unregistered model without the gateway; empty for calls
///     through the gateway
record InventoryTraffic(
        long calls,
        long blocked,
        long errors,
        @Nullable Double p50LatencyMs,
        @Nullable Double p95LatencyMs,
        BigDecimal costUsd,
        long unpricedCalls,
        long inputTokens,
        long outputTokens,
        List<String> unguardedServices) {

    static InventoryTraffic of(TrafficFigures figures) {
        return new InventoryTraffic(
                figures.calls(),
                figures.blocked(),
                figures.errors(),
                figures.p50LatencyMs(),
                figures.p95LatencyMs(),
                figures.costUsd(),
                figures.unpricedCalls(),
                figures.inputTokens(),
                figures.outputTokens(),
                List.of());
    }

    static InventoryTraffic of(String service, TracedCalls calls) {
        return new InventoryTraffic(
                calls.calls(),
                0,
                calls.errors(),
                calls.p50LatencyMs(),
                calls.p95LatencyMs(),
                calls.costUsd(),
                calls.unpricedCalls(),
                calls.inputTokens(),
                calls.outputTokens(),
                List.of(service));
    }
}
