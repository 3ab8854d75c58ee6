package io.plumbline.eval.calibration.report;

import io.plumbline.eval.statistics.ConfidenceInterval;
import java.time.Instant;

/// The judge's current ratings of its sentinels compared with those at calibration.
///
/// @param items number of sentinels checked
/// @param difference mean of now − then, with its 99 % interval: in weekly checks, a 95 % interval would raise
///     two false alarms a year
/// @param changed share of the sentinels whose score moved by more than half a level
/// @param drifted whether the judge has changed: the interval excludes 0, or more than a fifth have changed
public record SentinelDrift(Instant at, int items, Measured difference, double changed, boolean drifted) {

    public static final int FEWEST = 10;

    private static final double CONFIDENCE = 0.99;
    private static final double MOST_CHANGED = 0.2;

    /// @param step distance between two levels, in 0..1
    public static SentinelDrift of(Instant at, double[] now, double[] then, double step) {
        PairedMean difference = PairedMean.difference(now, then);
        int changed = 0;
        for (int i = 0; i < now.length; i++) {
            changed += Math.abs(now[i] - then[i]) > step / 2 ? 1 : 0;
        }
        ConfidenceInterval interval = difference.interval(CONFIDENCE);
        double share = (double) changed / now.length;
        boolean moved = !interval.contains(0) && Math.abs(difference.value()) >= step / 10;
        return new SentinelDrift(
                at, now.length, Measured.of(difference.value(), interval), share, moved || share > MOST_CHANGED);
    }
}
