package io.plumbline.console.rubric;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.CalibrationState;
import io.plumbline.console.judge.JudgeRow;
import io.plumbline.console.rubric.RubricClient.Example;
import io.plumbline.console.rubric.RubricClient.Rubric;
import io.plumbline.kit.text.ReadableText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    static RubricView of(Rubric document) {
        return new RubricView(
                readable(document.description()),
                document.needs() == null
                        ? ""
                        : document.needs().stream()
                                .map(need -> switch (need) {
                                    case "CONTEXT" -> "the context of the answer";
                                    case "REFERENCES" -> "a reference answer";
                                    default -> need;
                                })
                                .collect(Collectors.joining(", ")),
                CriterionView.of(document),
                orNone(document.steps()).stream().map(RubricView::readable).toList(),
                orNone(document.examples()).stream().map(RubricView::rated).toList());
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

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    static String readable(String text) {
        return ReadableText.of(text, MAX_TEXT);
    }

    /// Returns what the rubric does, and whether a reliable judge uses it.
    static Conclusion conclusion(Rubric rubric, List<JudgeRow> judges) {
        String rates = "It rates " + count(rubric.criteria().size()) + " from "
                + rubric.scale().min() + " to " + rubric.scale().max() + "; " + rubric.passLevel()
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
