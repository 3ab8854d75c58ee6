package io.plumbline.monitoring.window;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A latency histogram with fixed bounds, so histograms can be added. Each bound is 2^(1/4) times the previous
/// one, from 1 ms to about 17 minutes, so a quantile is at most 19 % too high. Counts are `long[BUCKETS]`; the
/// last bucket has no upper bound.
public final class LatencyHistogram {

    public static final int BUCKETS = 82;

    /// SQL: the sum of histograms, bucket by bucket; an order of magnitude faster than unnesting them.
    public static final String SUMMED_BUCKETS = IntStream.rangeClosed(1, BUCKETS)
            .mapToObj(bucket -> "sum(latency_buckets[" + bucket + "])::bigint")
            .collect(Collectors.joining(", ", "array[", "]"));

    private static final double[] UPPER_MS = bounds();

    private LatencyHistogram() {}

    private static double[] bounds() {
        double[] upper = new double[BUCKETS - 1];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = Math.pow(2, i / 4.0);
        }
        return upper;
    }

    /// Returns the bucket of a latency in milliseconds.
    public static int bucketOf(double millis) {
        if (millis <= 1) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(millis) / Math.log(2) * 4 - 1e-9);
        return Math.min(bucket, BUCKETS - 1);
    }

    /// Returns the quantile in milliseconds: the upper bound of its bucket, or the highest bound beyond it; null
    /// without counts.
    ///
    /// @param quantile 0..1
    public static @Nullable Double quantile(List<Long> counts, double quantile) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return null;
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < counts.size(); i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return UPPER_MS[Math.min(i, UPPER_MS.length - 1)];
            }
        }
        throw new IllegalStateException("the rank is not above the total");
    }
}
