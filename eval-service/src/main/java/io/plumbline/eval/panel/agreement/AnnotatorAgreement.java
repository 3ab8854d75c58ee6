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

/// The agreement of an annotator with the median of the others on the same items. Of an even number of others, the
/// lower of the two in the middle counts.
///
/// @param annotator place of the annotator, from 0
/// @param items number of items that others labelled too
/// @param quadratic quadratically weighted kappa; null if chance alone would always agree
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnnotatorAgreement(
        int annotator, int items, Measured raw, @Nullable Measured quadratic) {

    static List<AnnotatorAgreement> ofAll(RatingTable table) {
        List<AnnotatorAgreement> all = new ArrayList<>();
        for (int rater = 0; rater < table.raters(); rater++) {
            AnnotatorAgreement one = of(table, rater);
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    private static @Nullable AnnotatorAgreement of(RatingTable table, int rater) {
        int[] own = new int[table.units()];
        int[] others = new int[table.units()];
        int items = 0;
        for (int unit = 0; unit < table.units(); unit++) {
            int rated = table.rating(unit, rater);
            int median = rated == RatingTable.MISSING ? RatingTable.MISSING : medianOfOthers(table, unit, rater);
            if (median != RatingTable.MISSING) {
                own[items] = rated;
                others[items] = median;
                items++;
            }
        }
        if (items == 0) {
            return null;
        }
        ConfusionTable confusion =
                ConfusionTable.of(Arrays.copyOf(own, items), Arrays.copyOf(others, items), table.categories());
        ConfidenceInterval raw = confusion.agreement().wilson(Measured.CONFIDENCE);
        return new AnnotatorAgreement(
                rater,
                items,
                new Measured(confusion.agreement().rate(), raw.low(), raw.high()),
                PairAgreement.kappa(confusion, AgreementWeights.QUADRATIC));
    }

    private static int medianOfOthers(RatingTable table, int unit, int rater) {
        int[] counts = table.counts(unit);
        counts[table.rating(unit, rater)]--;
        int left = (Arrays.stream(counts).sum() + 1) / 2;
        if (left == 0) {
            return RatingTable.MISSING;
        }
        int category = 0;
        for (int seen = counts[0]; seen < left; seen += counts[category]) {
            category++;
        }
        return category;
    }
}
