package io.plumbline.eval.judge;

import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import org.springframework.stereotype.Component;

/// Checks that a judge's rubric and model exist and belong to its team. This service sees resources of every
/// team; the caller does not. Holds no connection during calls to siblings.
@Component
public class JudgeCheck {

    private final RubricCatalog rubrics;
    private final SiblingServices siblings;

    JudgeCheck(RubricCatalog rubrics, SiblingServices siblings) {
        this.rubrics = rubrics;
        this.siblings = siblings;
    }

    /// Checks a judge that is part of another document.
    ///
    /// @param pointer position of its document
    public void check(String team, JudgeDocument document, String pointer, ProblemException problem) {
        try {
            check(team, document);
        } catch (ProblemException e) {
            e.errors().forEach(error -> problem.at(pointer + error.pointer(), error.message()));
        }
    }

    /// @return the judge's rubric
    /// @throws ProblemException 400 with the positions of errors; 503 if a sibling does not respond
    Rubric check(String team, JudgeDocument document) {
        ProblemException problem =
                JudgeProblem.JUDGE_INVALID.because("The request is invalid. errors lists each field.");
        Rubric rubric = rubrics.forTeam(team, document.rubric()).orElse(null);
        if (rubric == null) {
            throw problem.at("/rubric", "no such rubric version in this team");
        }
        String model = document.model();
        boolean there = model.startsWith(JudgeDocument.REGISTRY)
                ? siblings.model(team, model.substring(JudgeDocument.REGISTRY.length()))
                        .isPresent()
                : siblings.route(team, model).isPresent();
        if (!there) {
            throw problem.at("/model", "no such model version or route in this team");
        }
        if (document.samplesOrOne() > 1 && document.temperatureOrDefault() == 0) {
            throw problem.at("/temperature", "must be above 0: several samples would all be the same");
        }
        return rubric;
    }
}
