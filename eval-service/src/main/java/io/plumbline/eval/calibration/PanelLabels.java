package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.CalibrationRequests.CalibrationRequest;
import io.plumbline.eval.calibration.CalibrationRequests.PanelRating;
import io.plumbline.eval.calibration.CalibrationRequests.PanelRatings;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.eval.panel.result.PanelResults.Closed;
import io.plumbline.eval.panel.result.PanelResults.LabelledAnswer;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The human labels of a calibration: as uploaded, or of a panel. A panel on the answers of gates calibrates the
/// judge only on the version that gave them.
final class PanelLabels {

    private final PanelResults panels;

    PanelLabels(PanelResults panels) {
        this.panels = panels;
    }

    /// Returns the answers with the labels of people and the judge's ratings.
    ///
    /// @throws ProblemException 400 if there are neither or both kinds of labels, or the panel does not fit
    List<LabelledItem> labelled(Judge judge, CalibrationRequest request) {
        PanelRatings panel = request.panel();
        List<LabelledItem> items = request.items();
        if (items != null && panel == null) {
            return items;
        }
        if (items != null || panel == null) {
            throw invalid().at("/items", "must be given, or else panel");
        }
        Closed closed = panels.closed(panel.name())
                .filter(found -> found.panel().team().equals(judge.team()))
                .orElseThrow(() -> invalid().at("/panel/name", "must be a closed panel of the judge's team"));
        if (closed.panel().document().type() != PanelType.SINGLE
                || !closed.panel().document().rubric().equals(judge.document().rubric())) {
            throw invalid().at("/panel/name", "must be a panel with single answers and the judge's rubric");
        }
        return matched(panels.answers(closed), panel.ratings(), request.judgedModel());
    }

    private static List<LabelledItem> matched(
            Map<Integer, LabelledAnswer> answers, List<PanelRating> ratings, String judgedModel) {
        List<LabelledItem> items = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        ProblemException problem = invalid();
        for (int i = 0; i < ratings.size(); i++) {
            PanelRating rating = ratings.get(i);
            String pointer = "/panel/ratings/" + i + "/item";
            LabelledAnswer answer = answers.get(rating.item());
            if (answer == null || !seen.add(rating.item())) {
                problem.at(pointer, "must be an item with a label, listed once");
            } else if (answer.version() != null && !answer.version().equals(judgedModel)) {
                problem.at(pointer, "is an answer of " + answer.version() + ", not of the judged model");
            } else {
                items.add(new LabelledItem(
                        String.valueOf(rating.item()),
                        answer.score(),
                        rating.verdict(),
                        rating.verdictId(),
                        null,
                        answer.length(),
                        null,
                        null));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return items;
    }

    private static ProblemException invalid() {
        return CalibrationProblem.CALIBRATION_INVALID.because("The request is invalid. errors lists each field.");
    }
}
