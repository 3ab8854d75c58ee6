package io.plumbline.eval.calibration;

import io.plumbline.eval.statistics.Interval;
import java.time.Instant;

/// What the judge says of its sentinels now, beside what it said when it was calibrated.
///
/// @param items sentinels that were looked at
/// @param difference now − then, on average, with its interval of 99 %: looked at every week, one of 95 %
///     would cry wolf twice a year
/// @param changed share of the sentinels whose score moved by more than half a level
/// @param drifted whether the judge is another one: the interval leaves 0 out, or more than a fifth have
///     changed
public record SentinelDrift(Instant at, int items, Measured difference, double changed, boolean drifted) {

    static final int FEWEST = 10;

    private static final double CONFIDENCE = 0.99;
    private static final double MOST_CHANGED = 0.2;

    /// @param step between two levels, in 0..1
    static SentinelDrift of(Instant at, double[] now, double[] then, double step) {
        PairedMean difference = PairedMean.difference(now, then);
        int changed = 0;
        for (int i = 0; i < now.length; i++) {
            changed += Math.abs(now[i] - then[i]) > step / 2 ? 1 : 0;
        }
        Interval interval = difference.interval(CONFIDENCE);
        double share = (double) changed / now.length;
        boolean moved = !interval.contains(0) && Math.abs(difference.value()) >= step / 10;
        return new SentinelDrift(
                at, now.length, Measured.of(difference.value(), interval), share, moved || share > MOST_CHANGED);
    }
}
