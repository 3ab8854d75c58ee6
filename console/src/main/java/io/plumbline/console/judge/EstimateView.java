package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Estimate;
import io.plumbline.console.judge.JudgeClient.Measured;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Estimated human ratings of the model's answers: from labels alone, and with the judge's ratings in the newest
/// gate on that model.
///
/// @param gate the gate of the ratings; null if there is none
record EstimateView(
        String sentence, List<FigureRow> rows, @Nullable UUID gate) {

    static EstimateView of(Estimate estimate) {
        Measured judge = estimate.judge();
        Measured together = estimate.together();
        if (estimate.gate() == null || judge == null || together == null) {
            return new EstimateView(
                    "Human labels alone give "
                            + Figures.number(estimate.alone().value())
                            + ". No gate on this model has ratings of this judge yet.",
                    List.of(alone(estimate.alone(), estimate.labelled())),
                    null);
        }
        return new EstimateView(
                sentence(estimate.alone(), together),
                List.of(
                        alone(estimate.alone(), estimate.labelled()),
                        row(
                                "Judge alone",
                                "not an estimate of human scores: " + Figures.count(estimate.judged(), "rating"),
                                judge),
                        row("Judge and labels", "the judge's mean, corrected with the labels", together)),
                estimate.gate());
    }

    private static String sentence(Measured alone, Measured together) {
        double change = width(together) / width(alone) - 1;
        String width = width(alone) == 0
                ? ""
                : " That interval is " + Figures.percent(Math.abs(change)) + (change < 0 ? " shorter" : " longer")
                        + " than with the labels alone, which belong to other answers.";
        return "Estimated human score of the newest gate's answers: " + Figures.number(together.value()) + " ("
                + Figures.interval(together.ciLow(), together.ciHigh()) + ")." + width;
    }

    private static double width(Measured measured) {
        return measured.ciHigh() - measured.ciLow();
    }

    private static FigureRow alone(Measured alone, int labels) {
        return row("Human labels alone", Figures.count(labels, "label"), alone);
    }

    private static FigureRow row(String name, String meaning, Measured measured) {
        return FigureRow.of(name, meaning, measured, 0, 1);
    }
}
