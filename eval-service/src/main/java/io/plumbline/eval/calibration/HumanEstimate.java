package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.CalibrationRequests.LabelledItem;
import io.plumbline.eval.calibration.prediction.TransferredMean;
import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.sampling.WeightedSample;
import java.util.List;

/// What people's labels alone say of a model's answers, and what they say together with a judge's verdicts
/// on other answers of it.
///
/// @param alone people's mean, with Student's interval
/// @param labels how many
/// @param judge the judge's mean on the other answers, which is no estimate of people's
/// @param verdicts how many
/// @param together prediction-powered: the judge's mean, put right by how far it is off where people looked
public record HumanEstimate(Measured alone, int labels, Measured judge, int verdicts, Measured together) {

    /// @param items that both have rated, as many as a calibration has at least
    /// @param scores the judge's on other answers, at least two
    /// @param probabilities with which each of these was drawn
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

    /// People's mean, without anything of a judge.
    public static Measured alone(List<LabelledItem> items) {
        return PairedMean.of(items.stream().mapToDouble(LabelledItem::human).toArray())
                .measured();
    }
}
