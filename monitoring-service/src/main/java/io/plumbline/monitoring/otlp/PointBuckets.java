package io.plumbline.monitoring.otlp;

import io.plumbline.monitoring.window.LatencyHistogram;
import tools.jackson.databind.JsonNode;

/// Converts the buckets of durations in seconds into those of [LatencyHistogram]: each bucket goes to the one of its
/// middle. A quantile is therefore off by at most half a bucket of the sender.
final class PointBuckets {

    private static final double MILLIS = 1_000;
    private static final int MOST_BUCKETS = 1_000;
    private static final int FINEST_SCALE = 20;
    private static final int COARSEST_SCALE = -10;
    private static final long MOST = 1_000_000_000_000L;

    private PointBuckets() {}

    /// Of a point with explicit bounds: the buckets are `(bound[i-1], bound[i]]`.
    static long[] explicit(JsonNode point) {
        long[] counts = new long[LatencyHistogram.BUCKETS];
        JsonNode buckets = point.path("bucketCounts");
        JsonNode bounds = point.path("explicitBounds");
        for (int i = 0; i < Math.min(buckets.size(), MOST_BUCKETS); i++) {
            double upper = i < bounds.size() ? bounds.path(i).asDouble(0) : Double.NaN;
            double lower = i == 0 ? 0 : bounds.path(i - 1).asDouble(0);
            double middle = Double.isNaN(upper) ? lower : (lower + upper) / 2;
            add(counts, middle, count(buckets.path(i)));
        }
        return counts;
    }

    /// Of an exponential point: the buckets are `(base^(offset+i), base^(offset+i+1)]` with the base 2^(2^-scale).
    static long[] exponential(JsonNode point) {
        long[] counts = new long[LatencyHistogram.BUCKETS];
        add(counts, 0, count(point.path("zeroCount")));
        int scale = point.path("scale").asInt(0);
        if (scale < COARSEST_SCALE || scale > FINEST_SCALE) {
            return counts;
        }
        double width = Math.pow(2, -scale);
        long offset = point.path("positive").path("offset").asInt(0);
        JsonNode buckets = point.path("positive").path("bucketCounts");
        for (int i = 0; i < Math.min(buckets.size(), MOST_BUCKETS); i++) {
            add(counts, Math.pow(2, (offset + i + 0.5) * width), count(buckets.path(i)));
        }
        return counts;
    }

    private static void add(long[] counts, double seconds, long count) {
        if (count > 0) {
            counts[LatencyHistogram.bucketOf(seconds * MILLIS)] += count;
        }
    }

    static long count(JsonNode number) {
        return Math.min(MOST, TraceReader.nanos(number));
    }
}
