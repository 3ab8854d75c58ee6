package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Calibration;
import io.plumbline.console.judge.JudgeClient.Measured;
import io.plumbline.console.judge.JudgeClient.Position;
import io.plumbline.console.judge.JudgeClient.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Explains whether a judge is reliable, and its biases.
final class CalibrationConclusion {

    private CalibrationConclusion() {}

    static Conclusion of(Calibration calibration) {
        Report report = calibration.report();
        String biases = biases(report);
        if (!calibration.staleness().isEmpty()) {
            return Conclusion.warn(
                    "This calibration is no longer valid. Gates do not use it: "
                            + String.join(" ", calibration.staleness()),
                    "While it was valid: " + agreement(report) + " " + biases);
        }
        if (!calibration.objections().isEmpty()) {
            return Conclusion.warn(
                    "Gates do not use this calibration: " + String.join(" ", calibration.objections()),
                    agreement(report).replaceFirst("^it", "The judge") + " " + biases);
        }
        String on = "On the answers of " + CalibrationRow.of(calibration).judgedModel() + ", ";
        return switch (report.grade()) {
            case "RELIABLE" -> Conclusion.good(on + "this judge is reliable: " + agreement(report), biases);
            case "TENTATIVE" ->
                Conclusion.warn(on + "this judge is tentatively reliable: " + agreement(report), biases);
            default ->
                Conclusion.bad(
                        on + "single ratings of this judge are not reliable: " + agreement(report),
                        "Its averages can still be corrected with human labels. " + biases);
        };
    }

    private static String agreement(Report report) {
        Measured kappa = report.kappa().quadratic();
        String beyond = kappa == null
                ? ""
                : ", with a quadratic kappa of " + Figures.number(kappa.value()) + " ("
                        + Figures.interval(kappa.ciLow(), kappa.ciHigh()) + ")";
        return "it gave the human level on "
                + Figures.percent(report.agreement().value()) + " of " + Figures.count(report.items(), "answer")
                + beyond + ".";
    }

    private static String biases(Report report) {
        List<String> found = new ArrayList<>();
        int side = side(report.difference(), 0);
        if (side != 0) {
            found.add((side > 0 ? "more lenient" : "stricter") + " than humans, by "
                    + Figures.number(Math.abs(report.difference().value())) + " on average");
        }
        int length = side(report.lengthBias(), 0);
        if (length != 0) {
            found.add(length > 0 ? "biased towards long answers" : "biased towards short answers");
        }
        Position position = report.position();
        int first = position == null ? 0 : side(position.firstPreferred(), 0.5);
        if (first != 0) {
            found.add(
                    first > 0
                            ? "biased towards the first answer of a pair"
                            : "biased towards the second answer of a pair");
        }
        return found.isEmpty() ? "No bias was found." : "It is " + String.join(", and ", found) + ".";
    }

    /// Returns −1 or 1 if the whole interval is on that side, 0 if it is on both.
    private static int side(@Nullable Measured measured, double ideal) {
        if (measured == null) {
            return 0;
        }
        return measured.ciLow() > ideal ? 1 : measured.ciHigh() < ideal ? -1 : 0;
    }
}
