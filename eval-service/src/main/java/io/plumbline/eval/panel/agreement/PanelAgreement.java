package io.plumbline.eval.panel.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The agreement of annotators. A coefficient is null if it is undefined, for example if all ratings are equal.
/// Intervals are percentiles of a bootstrap of the items; if nobody disagreed, the lower end is Fleiss'
/// kappa at the lower end of Wilson's interval of the raw agreement, as that is luck rather than certainty.
///
/// @param units number of items with at least two labels; in rankings, of answers
/// @param raw mean share of agreeing pairs of labels
/// @param fleiss Fleiss' kappa
/// @param alphaNominal Krippendorff's alpha: only equal labels agree
/// @param alphaOrdinal Krippendorff's alpha by ranks
/// @param alphaInterval Krippendorff's alpha by distances
/// @param ac1 Gwet's, for skewed categories
/// @param pairs agreement of each two annotators
/// @param annotators agreement of each with the others
/// @param grade by the ordinal alpha, with Krippendorff's limits
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PanelAgreement(
        int units,
        @Nullable Measured raw,
        @Nullable Measured fleiss,
        @Nullable Measured alphaNominal,
        @Nullable Measured alphaOrdinal,
        @Nullable Measured alphaInterval,
        @Nullable Measured ac1,
        List<PairAgreement> pairs,
        List<AnnotatorAgreement> annotators,
        Grade grade) {

    static final int RESAMPLES = 1_000;

    /// With fewer items, an interval is the whole range.
    private static final int FEWEST = 5;

    private static final double RELY = 0.8;
    private static final double TENTATIVE = 0.667;

    /// What the labels are good for.
    public enum Grade {
        /// An alpha of at least 0.8.
        RELIABLE,
        /// At least 0.667.
        TENTATIVE,
        /// Below: the rubric or the guidelines leave room for interpretation.
        WEAK,
        /// Too few labels to tell.
        UNKNOWN
    }

    public PanelAgreement {
        pairs = List.copyOf(pairs);
        annotators = List.copyOf(annotators);
    }

    public static PanelAgreement of(RatingTable table, long seed) {
        CoincidenceSums sums = CoincidenceSums.of(table);
        Resamples resamples = new Resamples(sums, resampled(table, seed));
        Measured ordinal = resamples.measured(each -> each.alpha(CoincidenceSums.Level.ORDINAL));
        return new PanelAgreement(
                sums.pairedUnits(),
                resamples.measured(CoincidenceSums::raw),
                resamples.measured(CoincidenceSums::fleiss),
                resamples.measured(each -> each.alpha(CoincidenceSums.Level.NOMINAL)),
                ordinal,
                resamples.measured(each -> each.alpha(CoincidenceSums.Level.INTERVAL)),
                resamples.measured(CoincidenceSums::ac1),
                PairAgreement.ofAll(table),
                AnnotatorAgreement.ofAll(table),
                grade(ordinal));
    }

    private static Grade grade(@Nullable Measured alpha) {
        if (alpha == null) {
            return Grade.UNKNOWN;
        }
        return alpha.value() >= RELY ? Grade.RELIABLE : alpha.value() >= TENTATIVE ? Grade.TENTATIVE : Grade.WEAK;
    }

    private static List<CoincidenceSums> resampled(RatingTable table, long seed) {
        int clusters = table.clusters();
        int[][] counts = new int[table.units()][];
        Arrays.setAll(counts, table::counts);
        SplittableRandom random = new SplittableRandom(seed);
        List<CoincidenceSums> all = new ArrayList<>(RESAMPLES);
        int[] drawn = new int[clusters];
        for (int resample = 0; resample < RESAMPLES && clusters > 1; resample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < clusters; i++) {
                drawn[random.nextInt(clusters)]++;
            }
            CoincidenceSums sums = new CoincidenceSums(table);
            for (int unit = 0; unit < counts.length; unit++) {
                if (drawn[table.cluster(unit)] > 0) {
                    sums.add(counts[unit], drawn[table.cluster(unit)]);
                }
            }
            all.add(sums);
        }
        return all;
    }

    private record Resamples(CoincidenceSums observed, List<CoincidenceSums> all) {

        @Nullable
        Measured measured(Function<CoincidenceSums, @Nullable Double> coefficient) {
            Double value = coefficient.apply(observed);
            Double raw = observed.raw();
            if (value == null || raw == null) {
                return null;
            }
            if (observed.pairedUnits() < FEWEST) {
                return new Measured(value, -1, 1);
            }
            if (raw >= 1) {
                return new Measured(value, luck(), 1);
            }
            double[] replicates = all.stream()
                    .map(coefficient)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            if (replicates.length < 2) {
                return new Measured(value, -1, 1);
            }
            int tail = (int) ((1 - Measured.CONFIDENCE) / 2 * replicates.length);
            ConfidenceInterval interval = new ConfidenceInterval(
                    Math.min(value, replicates[tail]), Math.max(value, replicates[replicates.length - 1 - tail]));
            return new Measured(value, interval.low(), interval.high());
        }

        /// Returns the coefficient if the raw agreement were at the lower end of its interval.
        private double luck() {
            int units = observed.pairedUnits();
            double least =
                    new Proportion(units, units).wilson(Measured.CONFIDENCE).low();
            double chance = observed.byChanceOfFleiss();
            return chance >= 1 ? least : Math.max(-1, (least - chance) / (1 - chance));
        }
    }
}
