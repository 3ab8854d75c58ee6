package io.plumbline.eval.calibration.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.agreement.AgreementWeights;
import io.plumbline.eval.calibration.agreement.BinaryRates;
import io.plumbline.eval.calibration.agreement.ConfusionTable;
import io.plumbline.eval.calibration.agreement.Correlation;
import io.plumbline.eval.calibration.prediction.IsotonicMapping;
import io.plumbline.eval.rubric.RubricDocument;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The comparison of a judge with people on answers rated by both.
///
/// @param items number of answers
/// @param confusion `[judge's level][people's level]`, both rounded to the rubric's levels, from the lowest
/// @param agreement share with the same level
/// @param kappa Cohen's; null if chance alone would always agree, as for the other two
/// @param binary good or not, by the rubric's `passAt`: the share of the answers people call good that the judge
///     does too, and likewise of the others
/// @param correlation each null if one side gave the same score to everything
/// @param difference mean of the judge's score − people's: above 0 for a lenient judge
/// @param lengthBias Spearman's correlation of that difference with the answer's length; null without lengths. An
///     interval above 0 shows that the judge favours long answers more than people do
/// @param position null without pairs
/// @param mapping the expected human score for each of the judge's, by isotonic regression
/// @param grade reliability of the judge
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CalibrationReport(
        int items,
        int[][] confusion,
        Measured agreement,
        Kappas kappa,
        BinaryAgreement binary,
        Correlations correlation,
        Measured difference,
        @Nullable Measured lengthBias,
        @Nullable PositionBias position,
        ScoreMapping mapping,
        Grade grade) {

    /// Fewer labelled items are meaningless.
    public static final int FEWEST = 30;

    private static final double RELY = 0.8;
    private static final double TENTATIVE = 0.667;

    /// By the quadratically weighted kappa, with Krippendorff's limits.
    public enum Grade {
        /// At least 0.8.
        RELIABLE,
        /// At least 0.667.
        TENTATIVE,
        /// Below: its ratings can be corrected by labels, but are not individually reliable.
        WEAK
    }

    public record Kappas(
            @Nullable Measured unweighted,
            @Nullable Measured linear,
            @Nullable Measured quadratic) {

        static Kappas of(ConfusionTable table) {
            return new Kappas(
                    measured(table, AgreementWeights.NONE),
                    measured(table, AgreementWeights.LINEAR),
                    measured(table, AgreementWeights.QUADRATIC));
        }

        private static @Nullable Measured measured(ConfusionTable table, AgreementWeights weights) {
            return table.kappa(weights, Measured.CONFIDENCE)
                    .map(kappa -> Measured.of(kappa.value(), kappa.interval()))
                    .orElse(null);
        }
    }

    /// Good or not, by the rubric's `passAt`.
    public record BinaryAgreement(
            BinaryRates counts,
            @Nullable Measured sensitivity,
            @Nullable Measured specificity,
            double matthews) {

        static BinaryAgreement of(double[] judge, double[] human, double threshold) {
            BinaryRates rates = BinaryRates.of(judge, human, threshold);
            return new BinaryAgreement(
                    rates,
                    rates.sensitivity().map(Measured::of).orElse(null),
                    rates.specificity().map(Measured::of).orElse(null),
                    rates.correlation());
        }
    }

    public record Correlations(
            @Nullable Double pearson,
            @Nullable Measured spearman,
            @Nullable Double kendall) {

        static Correlations of(double[] judge, double[] human) {
            return new Correlations(
                    Correlation.pearson(judge, human).orElse(null),
                    measuredSpearman(judge, human).orElse(null),
                    Correlation.kendall(judge, human).orElse(null));
        }
    }

    /// The judge's observed scores in ascending order, and the expected human score for each.
    public record ScoreMapping(double[] verdicts, double[] human) {

        static ScoreMapping of(IsotonicMapping mapping) {
            return new ScoreMapping(mapping.scores(), mapping.mapped());
        }
    }

    public static CalibrationReport of(
            RubricDocument rubric, List<LabelledItem> items, @Nullable List<LabelledPair> pairs) {
        double[] human = items.stream().mapToDouble(LabelledItem::human).toArray();
        double[] judge = items.stream().mapToDouble(LabelledItem::verdict).toArray();
        int levels = rubric.scale().levels();
        ConfusionTable table = ConfusionTable.of(levels(judge, levels), levels(human, levels), levels);
        Kappas kappas = Kappas.of(table);
        double threshold = rubric.scale().normalized(rubric.passLevel()) - 0.5 / (levels - 1);
        return new CalibrationReport(
                items.size(),
                table.counts(),
                Measured.of(table.agreement()),
                kappas,
                BinaryAgreement.of(judge, human, threshold),
                Correlations.of(judge, human),
                PairedMean.difference(judge, human).measured(),
                lengthBias(items).orElse(null),
                pairs == null || pairs.isEmpty() ? null : PositionBias.of(pairs),
                ScoreMapping.of(IsotonicMapping.fit(judge, human)),
                grade(kappas.quadratic()));
    }

    private static Grade grade(@Nullable Measured kappa) {
        if (kappa == null || kappa.value() < TENTATIVE) {
            return Grade.WEAK;
        }
        return kappa.value() < RELY ? Grade.TENTATIVE : Grade.RELIABLE;
    }

    private static Optional<Measured> lengthBias(List<LabelledItem> items) {
        List<LabelledItem> sized =
                items.stream().filter(item -> item.length() != null).toList();
        if (sized.size() < FEWEST) {
            return Optional.empty();
        }
        double[] lengths = new double[sized.size()];
        double[] differences = new double[sized.size()];
        for (int i = 0; i < lengths.length; i++) {
            LabelledItem item = sized.get(i);
            Integer length = item.length();
            lengths[i] = length == null ? 0 : length;
            differences[i] = item.verdict() - item.human();
        }
        return measuredSpearman(differences, lengths);
    }

    private static Optional<Measured> measuredSpearman(double[] x, double[] y) {
        return Correlation.spearman(x, y)
                .map(value -> Measured.of(value, Correlation.spearmanInterval(value, x.length, Measured.CONFIDENCE)));
    }

    private static int[] levels(double[] scores, int levels) {
        int[] rounded = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            rounded[i] = (int) Math.round(scores[i] * (levels - 1));
        }
        return rounded;
    }
}
