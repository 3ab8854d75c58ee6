package io.plumbline.console.judge;

import io.plumbline.console.judge.JudgeClient.Kappas;
import io.plumbline.console.judge.JudgeClient.Measured;
import io.plumbline.console.judge.JudgeClient.Position;
import io.plumbline.console.judge.JudgeClient.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The figures of a calibration in reading order.
final class FigureRows {

    private FigureRows() {}

    /// Returns the figures of agreement between judge and people.
    static List<FigureRow> agreement(Report report) {
        List<FigureRow> rows = new ArrayList<>();
        rows.add(FigureRow.of("Agreement", "share of answers with the same level", report.agreement(), 0, 1));
        Kappas kappa = report.kappa();
        if (kappa.unweighted() != null) {
            rows.add(FigureRow.kappa("Kappa", "agreement beyond chance", kappa.unweighted()));
        }
        if (kappa.linear() != null) {
            rows.add(FigureRow.kappa("Kappa, linear", "adjacent levels count in part", kappa.linear()));
        }
        if (kappa.quadratic() != null) {
            rows.add(FigureRow.kappa(
                    "Kappa, quadratic", "near levels count more; determines the grade", kappa.quadratic()));
        }
        addRate(
                rows,
                "Sensitivity",
                "share of answers that humans rate good and the judge also rates good",
                report.binary().sensitivity());
        addRate(
                rows,
                "Specificity",
                "share of answers that humans do not rate good and the judge does not either",
                report.binary().specificity());
        Measured spearman = report.correlation().spearman();
        if (spearman != null) {
            rows.add(FigureRow.of(
                    "Spearman's correlation", "whether judge and humans rank answers alike", spearman, 0, 1));
        }
        return rows;
    }

    private static void addRate(List<FigureRow> rows, String name, String meaning, @Nullable Measured rate) {
        if (rate != null) {
            rows.add(FigureRow.of(name, meaning, rate, 0, 1));
        }
    }

    /// Returns the figures of the judge's biases.
    static List<FigureRow> bias(Report report) {
        List<FigureRow> rows = new ArrayList<>();
        rows.add(FigureRow.bias("Difference", "judge − humans; above 0: lenient", report.difference(), 0));
        if (report.lengthBias() != null) {
            rows.add(FigureRow.bias(
                    "Length", "above 0: prefers long answers more than humans do", report.lengthBias(), 0));
        }
        Position position = report.position();
        if (position != null) {
            rows.add(FigureRow.of("Same in both orders", "share of pairs", position.consistent(), 0, 1));
            if (position.firstPreferred() != null) {
                rows.add(FigureRow.bias(
                        "First answer preferred",
                        "share of the pairs that changed with the order; ½: no bias",
                        position.firstPreferred(),
                        0.5));
            }
            rows.add(FigureRow.of("Agreement on pairs", "with the human choice", position.agreement(), 0, 1));
        }
        return rows;
    }
}
