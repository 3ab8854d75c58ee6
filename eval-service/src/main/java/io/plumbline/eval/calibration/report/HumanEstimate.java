package io.plumbline.eval.calibration.report;

import io.plumbline.eval.calibration.prediction.TransferredMean;
import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.sampling.WeightedSample;
import java.util.List;

/// Estimates of human ratings of a model's answers: from labels alone, and combined with a judge's ratings of its
/// other answers.
///
/// @param alone mean of the labels, with Student's interval
/// @param labels number of labels
/// @param judge the judge's mean on the other answers, which does not estimate people's
/// @param verdicts number of ratings
/// @param together prediction-powered: the judge's mean, corrected by its error on labelled answers
public record HumanEstimate(Measured alone, int labels, Measured judge, int verdicts, Measured together) {

    /// @param items items rated by both, at least the minimum of a calibration
    /// @param scores the judge's scores of other answers, at least two
    /// @param probabilities sampling probability of each of these
    public static HumanEstimate of(List<LabelledItem> items, double[] scores, double[] probabilities) {
        double[] human = items.stream().mapToDouble(LabelledItem::human).toArray();
        double[] judged = items.stream().mapToDouble(LabelledItem::verdict).toArray();
        WeightedSample sample = WeightedSample.of(scores, probabilities);
        TransferredMean together = TransferredMean.of(human, judged, sample, Measured.CONFIDENCE);
        WeightedMean judge = WeightedMean.of(sample, Measured.CONFIDENCE);
        return new HumanEstimate(
                alone(items),
                human.length,
                Measured.of(judge.value(), judge.interval()),
                scores.length,
                Measured.of(together.value(), together.interval()));
    }

    /// Returns the mean of the labels, without a judge.
    public static Measured alone(List<LabelledItem> items) {
        return PairedMean.of(items.stream().mapToDouble(LabelledItem::human).toArray())
                .measured();
    }
}
