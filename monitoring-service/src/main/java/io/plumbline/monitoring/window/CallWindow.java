package io.plumbline.monitoring.window;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of one route and variant over a span of time.
///
/// @param model registered model as `name@version`, else the provider's own name of it
/// @param from begin of the span
/// @param blocked calls that a guard or a limit stopped
/// @param errors calls that failed at the provider or in the gateway
/// @param costUsd of the calls whose price is known
/// @param unpriced calls whose price is not known
/// @param latencyBuckets see [LatencyHistogram]; of completed calls
record CallWindow(
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
        long unpriced,
        List<Long> latencyBuckets) {

    /// Share of the calls that were not stopped on purpose and failed, 0..1; null when there were none.
    @Nullable
    Double errorRate() {
        long tried = calls - blocked;
        return tried == 0 ? null : (double) errors / tried;
    }

    @Nullable
    Double latencyMs(double quantile) {
        return LatencyHistogram.quantile(latencyBuckets, quantile);
    }
}
