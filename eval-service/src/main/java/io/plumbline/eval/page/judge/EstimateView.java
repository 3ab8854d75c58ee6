package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.report.HumanEstimate;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Estimated human ratings of the model's answers: from labels alone, and with the judge's ratings in the newest
/// gate on that model.
///
/// @param gate the gate of the ratings; null if there is none
record EstimateView(
        String sentence, List<FigureRow> rows, @Nullable UUID gate) {

    private static final int FEWEST = 2;

    static EstimateView of(List<LabelledItem> items, @Nullable UUID gate, List<GateVerdict> verdicts) {
        List<GateVerdict> scored = verdicts.stream()
                .filter(verdict -> verdict.side() == Side.CANDIDATE && verdict.score() != null)
                .toList();
        if (gate == null || scored.size() < FEWEST) {
            Measured alone = HumanEstimate.alone(items);
            return new EstimateView(
                    "Human labels alone give " + Figures.number(alone.value())
                            + ". No gate on this model has ratings of this judge yet.",
                    List.of(alone(alone, items.size())),
                    null);
        }
        HumanEstimate estimate = HumanEstimate.of(
                items,
                scored.stream().mapToDouble(EstimateView::score).toArray(),
                scored.stream().mapToDouble(GateVerdict::probability).toArray());
        List<FigureRow> rows = new ArrayList<>();
        rows.add(alone(estimate.alone(), estimate.labels()));
        rows.add(row(
                "Judge alone",
                "not an estimate of human scores: " + Figures.count(estimate.verdicts(), "rating"),
                estimate.judge()));
        rows.add(row("Judge and labels", "the judge's mean, corrected with the labels", estimate.together()));
        return new EstimateView(sentence(estimate), rows, gate);
    }

    private static String sentence(HumanEstimate estimate) {
        Measured together = estimate.together();
        double change = width(together) / width(estimate.alone()) - 1;
        String width = width(estimate.alone()) == 0
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

    private static double score(GateVerdict verdict) {
        return verdict.score() == null ? 0 : verdict.score();
    }
}
