package io.plumbline.eval.benchmark.result;

import io.plumbline.eval.statistics.BootstrapDistribution;
import io.plumbline.eval.statistics.BootstrapResampler;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.PairedOutcomes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A change of a mean over the same items.
///
/// @param before mean before, 0..1
/// @param after mean after
/// @param low lower end of the difference's 95 % interval: Newcombe's for shares of items, else the bootstrap's
/// @param high upper end
/// @param pValue McNemar's exact test for shares of items, else the bootstrap's
public record PairedChange(
        int items, double before, double after, double difference, double low, double high, double pValue) {

    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 1;

    /// Returns null for fewer than two items.
    ///
    /// @param before by item, 0..1
    /// @param after of the same items
    public static @Nullable PairedChange of(double[] before, double[] after) {
        if (before.length < 2) {
            return null;
        }
        return isBinary(before) && isBinary(after) ? ofOutcomes(before, after) : ofMeans(before, after);
    }

    private static PairedChange ofOutcomes(double[] before, double[] after) {
        int[] counts = new int[4];
        for (int i = 0; i < before.length; i++) {
            counts[(before[i] == 1 ? 0 : 2) + (after[i] == 1 ? 0 : 1)]++;
        }
        PairedOutcomes outcomes = new PairedOutcomes(counts[0], counts[1], counts[2], counts[3]);
        ConfidenceInterval interval = outcomes.newcombe(CONFIDENCE);
        return new PairedChange(
                outcomes.items(),
                outcomes.baseline().rate(),
                outcomes.candidate().rate(),
                outcomes.difference(),
                interval.low(),
                interval.high(),
                outcomes.mcNemarExact());
    }

    private static PairedChange ofMeans(double[] before, double[] after) {
        BootstrapDistribution draws = new BootstrapResampler(RESAMPLES, SEED).meanDifference(after, before);
        ConfidenceInterval interval = draws.interval(CONFIDENCE).within(-1, 1);
        return new PairedChange(
                before.length,
                Arrays.stream(before).average().orElse(0),
                Arrays.stream(after).average().orElse(0),
                draws.observed(),
                interval.low(),
                interval.high(),
                draws.pValueOfZero());
    }

    private static boolean isBinary(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == 0 || value == 1);
    }
}
