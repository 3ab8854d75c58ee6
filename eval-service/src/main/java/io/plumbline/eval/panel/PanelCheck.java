package io.plumbline.eval.panel;

import io.plumbline.eval.panel.document.AttentionCheck;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.document.PanelSource;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/// Refuses panels that could not be labelled.
@Component
public class PanelCheck {

    private static final int FEWEST_RANKED = 3;

    private final RubricCatalog rubrics;

    PanelCheck(RubricCatalog rubrics) {
        this.rubrics = rubrics;
    }

    /// @return the panel's rubric
    /// @throws ProblemException 400 with the positions of errors
    public Rubric check(String team, PanelDocument document) {
        ProblemException problem =
                PanelProblem.PANEL_INVALID.because("The request is invalid. errors lists each field.");
        Rubric rubric = rubrics.forTeam(team, document.rubric()).orElse(null);
        if (rubric == null) {
            throw problem.at("/rubric", "no such rubric version in this team");
        }
        PanelSource source = document.source();
        if ((source.dataset() == null) == (source.gates() == null)) {
            problem.at("/source", "must have either dataset or gates");
        } else if (source.gates() != null && source.answers() != null) {
            problem.at("/source/answers", "must be absent with gates");
        }
        int answers = source.answerCount();
        if (source.strata() != null && (source.gates() != null || source.byUncertainty())) {
            problem.at("/source/strata", "must be absent with gates, and with the selection UNCERTAINTY");
        }
        if (document.type() == PanelType.PAIRWISE && answers != 2) {
            problem.at("/source", "must have two answers to compare");
        }
        if (document.type() == PanelType.RANKING && answers < FEWEST_RANKED) {
            problem.at("/source", "must have at least " + FEWEST_RANKED + " answers to rank");
        }
        if (document.design().perItem() > document.design().annotators()) {
            problem.at("/design/perItem", "must be at most the number of annotators");
        }
        List<AttentionCheck> checks = document.checksOrNone();
        for (int i = 0; i < checks.size(); i++) {
            check(document, rubric, checks.get(i), "/checks/" + i, problem);
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return rubric;
    }

    private static void check(
            PanelDocument document, Rubric rubric, AttentionCheck check, String pointer, ProblemException problem) {
        if (check.answers().size() != document.answersPerItem()) {
            problem.at(pointer + "/answers", "must be " + document.answersPerItem() + ", as in the items");
            return;
        }
        new Scores(check.expected())
                .check(
                        document.type(),
                        document.answersPerItem(),
                        rubric.document(),
                        false,
                        pointer + "/expected",
                        problem);
    }
}
