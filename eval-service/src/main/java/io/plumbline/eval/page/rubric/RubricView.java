package io.plumbline.eval.page.rubric;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.page.Conclusion;
import io.plumbline.eval.page.Figures;
import io.plumbline.eval.page.judge.CalibrationState;
import io.plumbline.eval.page.judge.JudgeRow;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The text of a rubric for people.
///
/// @param needs required material besides question and answer; empty for none
record RubricView(
        String description, String needs, List<CriterionView> criteria, List<String> steps, List<Rated> examples) {

    private static final int MAX_TEXT = 4_000;

    /// A rated answer.
    ///
    /// @param scores scores of each criterion
    record Rated(String input, String answer, String scores, String reason) {}

    static RubricView of(RubricDocument document) {
        return new RubricView(
                readable(document.description()),
                document.needs() == null
                        ? ""
                        : document.needs().stream()
                                .map(need -> switch (need) {
                                    case CONTEXT -> "the context of the answer";
                                    case REFERENCES -> "a reference answer";
                                })
                                .collect(Collectors.joining(", ")),
                CriterionView.of(document),
                document.stepsOrNone().stream().map(RubricView::readable).toList(),
                document.examplesOrNone().stream().map(RubricView::rated).toList());
    }

    private static Rated rated(Example example) {
        return new Rated(
                readable(example.input()),
                readable(example.answer()),
                readable(example.scores().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(score -> score.getKey() + " " + score.getValue())
                        .collect(Collectors.joining(", "))),
                readable(example.reason()));
    }

    static String readable(String text) {
        return ReadableText.of(text, MAX_TEXT);
    }

    /// Returns what the rubric does, and whether a reliable judge uses it.
    static Conclusion conclusion(Rubric rubric, List<JudgeRow> judges) {
        RubricDocument document = rubric.document();
        String rates = "It rates " + count(document.criteria().size()) + " from "
                + document.scale().min() + " to " + document.scale().max() + "; " + document.passLevel()
                + " and above counts as good.";
        if (judges.isEmpty()) {
            return Conclusion.plain(rates, "No judge uses this rubric.");
        }
        long fresh = judges.stream()
                .filter(judge -> judge.state() == CalibrationState.FRESH)
                .count();
        String relied = fresh == 0
                ? "None of them has a valid calibration: their ratings do not count in gates."
                : fresh + " of them " + (fresh == 1 ? "has" : "have") + " a valid calibration.";
        return Conclusion.plain(
                rates,
                Figures.count(judges.size(), "judge") + (judges.size() == 1 ? " uses" : " use") + " it. " + relied);
    }

    private static String count(int criteria) {
        return criteria == 1 ? "1 criterion" : criteria + " criteria";
    }
}
