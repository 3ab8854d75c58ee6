package io.plumbline.monitoring.otlp;

import java.time.Instant;

/// A data point of a histogram of calls or of tokens.
///
/// @param stream what tells its stream apart: digest of resource, scope, metric, attributes and start; only for
///     cumulative points
/// @param total calls and sum since the start of a cumulative stream, else since the last point
record ReceivedPoint(
        String service,
        String target,
        Measure measure,
        boolean failed,
        boolean cumulative,
        String stream,
        Instant start,
        Instant time,
        Total total) {

    /// What a point measures.
    enum Measure {
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        DURATION
    }

    /// @param value sum of the measured values; only of tokens
    /// @param latencyBuckets counts in [io.plumbline.monitoring.window.LatencyHistogram]; only of durations
    record Total(long count, double value, long[] latencyBuckets) {

        /// Returns the increase since an earlier total of the same stream. Counts never fall in a stream.
        Total since(Total earlier) {
            long[] increase = new long[latencyBuckets.length];
            for (int i = 0; i < increase.length; i++) {
                increase[i] = Math.max(0, latencyBuckets[i] - earlier.latencyBuckets[i]);
            }
            return new Total(Math.max(0, count - earlier.count), Math.max(0, value - earlier.value), increase);
        }
    }
}
