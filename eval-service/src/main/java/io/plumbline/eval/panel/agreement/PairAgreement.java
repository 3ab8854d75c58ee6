package io.plumbline.eval.panel.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.agreement.AgreementWeights;
import io.plumbline.eval.calibration.agreement.ConfusionTable;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The agreement of two annotators on the items that both labelled.
///
/// @param first place of the first, from 0
/// @param second place of the second
/// @param kappa Cohen's; null if chance alone would always agree, as for the other two
/// @param linear linearly weighted
/// @param quadratic quadratically weighted
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PairAgreement(
        int first,
        int second,
        int items,
        Measured raw,
        @Nullable Measured kappa,
        @Nullable Measured linear,
        @Nullable Measured quadratic) {

    private static final int MOST = 300;

    /// Returns the pairs with an item in common, at most 300.
    static List<PairAgreement> ofAll(RatingTable table) {
        List<PairAgreement> pairs = new ArrayList<>();
        for (int first = 0; first < table.raters(); first++) {
            for (int second = first + 1; second < table.raters() && pairs.size() < MOST; second++) {
                PairAgreement pair = of(table, first, second);
                if (pair != null) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    static @Nullable PairAgreement of(RatingTable table, int first, int second) {
        int[] one = new int[table.units()];
        int[] other = new int[table.units()];
        int items = 0;
        for (int unit = 0; unit < table.units(); unit++) {
            one[items] = table.rating(unit, first);
            other[items] = table.rating(unit, second);
            if (one[items] != RatingTable.MISSING && other[items] != RatingTable.MISSING) {
                items++;
            }
        }
        if (items == 0) {
            return null;
        }
        ConfusionTable confusion =
                ConfusionTable.of(Arrays.copyOf(one, items), Arrays.copyOf(other, items), table.categories());
        ConfidenceInterval raw = confusion.agreement().wilson(Measured.CONFIDENCE);
        return new PairAgreement(
                first,
                second,
                items,
                new Measured(confusion.agreement().rate(), raw.low(), raw.high()),
                kappa(confusion, AgreementWeights.NONE),
                kappa(confusion, AgreementWeights.LINEAR),
                kappa(confusion, AgreementWeights.QUADRATIC));
    }

    static @Nullable Measured kappa(ConfusionTable confusion, AgreementWeights weights) {
        return confusion
                .kappa(weights, Measured.CONFIDENCE)
                .map(kappa -> new Measured(
                        kappa.value(), kappa.interval().low(), kappa.interval().high()))
                .orElse(null);
    }
}
