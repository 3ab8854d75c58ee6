package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Judge;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A judge with its newest calibration for each judged model.
///
/// @param calibrations valid ones first
public record JudgeRow(
        String name,
        String team,
        String rubric,
        String model,
        CalibrationState state,
        List<CalibrationRow> calibrations) {

    static JudgeRow of(Judge judge, List<CalibrationRow> calibrations) {
        CalibrationState state = calibrations.stream()
                .map(CalibrationRow::getState)
                .min(Comparator.naturalOrder())
                .orElse(CalibrationState.NONE);
        return new JudgeRow(judge.name(), judge.team(), judge.rubric(), judge.model(), state, calibrations);
    }

    /// Returns the number of models on which it may decide.
    public String getHolds() {
        long holding = calibrations.stream().filter(CalibrationRow::holds).count();
        return calibrations.isEmpty()
                ? "never calibrated"
                : holding + " of " + Figures.count(calibrations.size(), "model");
    }

    /// Returns whether it is reliable.
    Conclusion conclusion() {
        return switch (state) {
            case NONE ->
                Conclusion.warn(
                        "This judge is not calibrated. Its ratings are shown, but do not count in gates.",
                        "Label at least 30 rated answers, and send labels and ratings to POST /api/v1/judges/" + name
                                + "/calibrations.");
            case STALE ->
                Conclusion.warn(
                        "None of its calibrations is valid any more. Its ratings are shown, but do not count in gates.",
                        calibrations.getFirst().why());
            case UNCONFIRMED ->
                Conclusion.warn(
                        "No second person has confirmed a calibration. Its ratings are shown, but do not count"
                                + " in gates.",
                        unconfirmed());
            case FRESH -> fresh();
        };
    }

    private String unconfirmed() {
        return calibrations.stream()
                .filter(row -> row.getState() == CalibrationState.UNCONFIRMED)
                .map(CalibrationRow::why)
                .findFirst()
                .orElse("");
    }

    private Conclusion fresh() {
        List<CalibrationRow> holding =
                calibrations.stream().filter(CalibrationRow::holds).toList();
        String decides = "Its ratings count in gates on "
                + (holding.size() == 1 ? holding.getFirst().judgedModel() : Figures.count(holding.size(), "model"))
                + ".";
        List<CalibrationRow> weak =
                holding.stream().filter(CalibrationRow::isWeak).toList();
        return weak.isEmpty()
                ? Conclusion.good(decides, "There it agrees well enough with humans.")
                : Conclusion.warn(
                        decides,
                        "On " + weak.getFirst().judgedModel()
                                + " agreement with humans is weak: only its averages are usable, corrected with human labels.");
    }

    /// Returns the state of the judges in a list.
    ///
    /// @return null for none
    static @Nullable Conclusion conclusion(List<JudgeRow> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        long fresh = rows.stream()
                .filter(row -> row.state() == CalibrationState.FRESH)
                .count();
        String sentence = fresh + " of " + Figures.count(rows.size(), "judge") + " shown "
                + (fresh == 1 ? "has" : "have") + " a valid calibration.";
        return fresh == rows.size()
                ? Conclusion.good(sentence, null)
                : Conclusion.warn(sentence, "Ratings of the other judges are shown, but do not count in gates.");
    }
}
