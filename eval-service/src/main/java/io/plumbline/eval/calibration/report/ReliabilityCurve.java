package io.plumbline.eval.calibration.report;

import io.plumbline.eval.calibration.prediction.IsotonicMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The mean human score for each score of the judge, for the raw score and for the score mapped to people's by
/// isotonic regression. Each item's mapping is fitted only to other items, in five folds, because on its own
/// training items it would look perfect.
///
/// @param raw by the judge's score, ascending
/// @param calibrated by the mapped score, ascending
/// @param rawGap mean distance of the judge's score from the mean human score at it, 0..1: the expected
///     calibration error
/// @param calibratedGap the same for the mapped score
/// @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017</a>
public record ReliabilityCurve(List<Bin> raw, List<Bin> calibrated, double rawGap, double calibratedGap) {

    private static final int FOLDS = 5;
    private static final long SEED = 1;
    private static final int MOST_BINS = 10;
    private static final int FEWEST_FOR_INTERVAL = 3;

    /// Items with similar scores.
    ///
    /// @param score mean of the judge's scores, raw or mapped
    /// @param human mean of people's
    /// @param low lower end of Student's interval of people's mean, 95 %, within 0..1; null for fewer than three
    ///     items
    public record Bin(
            int items,
            double score,
            double human,
            @Nullable Double low,
            @Nullable Double high) {}

    /// @param judge the judge's scores, 0..1, at least one
    /// @param human people's scores of the same items
    public static ReliabilityCurve of(double[] judge, double[] human) {
        List<Bin> raw = bins(judge, human);
        List<Bin> calibrated = bins(mapped(judge, human), human);
        return new ReliabilityCurve(raw, calibrated, gap(raw, judge.length), gap(calibrated, judge.length));
    }

    /// Returns each score mapped by the items of the other folds; unchanged if there are none.
    private static double[] mapped(double[] judge, double[] human) {
        int[] folds = folds(judge.length);
        double[] mapped = judge.clone();
        for (int fold = 0; fold < FOLDS; fold++) {
            int[] others = places(folds, fold, false);
            if (others.length == 0) {
                continue;
            }
            IsotonicMapping mapping = IsotonicMapping.fit(at(others, judge), at(others, human));
            for (int i : places(folds, fold, true)) {
                mapped[i] = mapping.map(judge[i]);
            }
        }
        return mapped;
    }

    /// Returns the fold of each item, random but deterministic, because the order of labels may be meaningful.
    private static int[] folds(int items) {
        int[] folds = IntStream.range(0, items).map(i -> i % FOLDS).toArray();
        Random random = new Random(SEED);
        for (int i = items - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = folds[i];
            folds[i] = folds[other];
            folds[other] = kept;
        }
        return folds;
    }

    private static int[] places(int[] folds, int fold, boolean within) {
        return IntStream.range(0, folds.length)
                .filter(i -> (folds[i] == fold) == within)
                .toArray();
    }

    private static double[] at(int[] places, double[] values) {
        return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
    }

    /// Returns the non-empty bins among ten of equal width.
    private static List<Bin> bins(double[] scores, double[] human) {
        List<List<Integer>> members = new ArrayList<>();
        for (int bin = 0; bin < MOST_BINS; bin++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < scores.length; i++) {
            members.get(Math.clamp((int) (scores[i] * MOST_BINS), 0, MOST_BINS - 1))
                    .add(i);
        }
        return members.stream()
                .filter(items -> !items.isEmpty())
                .map(items -> bin(items, scores, human))
                .toList();
    }

    private static Bin bin(List<Integer> items, double[] scores, double[] human) {
        double[] people = items.stream().mapToDouble(i -> human[i]).toArray();
        double score = items.stream().mapToDouble(i -> scores[i]).average().orElseThrow();
        if (people.length < FEWEST_FOR_INTERVAL) {
            return new Bin(people.length, score, Arrays.stream(people).average().orElseThrow(), null, null);
        }
        Measured mean = PairedMean.of(people).measured();
        return new Bin(
                people.length, score, mean.value(), Math.clamp(mean.ciLow(), 0, 1), Math.clamp(mean.ciHigh(), 0, 1));
    }

    private static double gap(List<Bin> bins, int items) {
        return bins.stream()
                        .mapToDouble(bin -> bin.items() * Math.abs(bin.score() - bin.human()))
                        .sum()
                / items;
    }
}
