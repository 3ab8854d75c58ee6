package io.plumbline.monitoring.window;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of one route and variant over a time span.
///
/// @param model registered model as `name@version`, else the provider's name for it
/// @param from start of the span
/// @param blocked calls stopped by a guard or a limit
/// @param errors calls that failed at the provider or in the gateway
/// @param costUsd cost of calls with a known price
/// @param unpriced number of calls without a known price
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

    /// Returns the failed share of calls that were not stopped deliberately, 0..1; null without such calls.
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
