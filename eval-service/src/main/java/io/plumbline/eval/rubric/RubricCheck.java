package io.plumbline.eval.rubric;

import io.plumbline.eval.rubric.RubricDocument.Criterion;
import io.plumbline.eval.rubric.RubricDocument.Example;
import io.plumbline.eval.rubric.RubricDocument.Scale;
import io.plumbline.kit.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Refuses incomplete rubrics.
final class RubricCheck {

    private static final int MOST_LEVELS = 11;

    private RubricCheck() {}

    /// @throws ProblemException 400 with the positions of errors
    static void check(RubricDocument document) {
        ProblemException problem =
                RubricProblem.RUBRIC_INVALID.because("The request is invalid. errors lists each field.");
        Scale scale = document.scale();
        if (scale.max() <= scale.min() || scale.levels() > MOST_LEVELS) {
            throw problem.at("/scale", "must have 2 to " + MOST_LEVELS + " levels");
        }
        checkCriteria(document, problem);
        List<Example> examples = document.examplesOrNone();
        for (int i = 0; i < examples.size(); i++) {
            checkScores(document, examples.get(i).scores(), "/examples/" + i + "/scores", problem);
        }
        if (document.passLevel() <= scale.min() || document.passLevel() > scale.max()) {
            problem.at("/passAt", "must be a level above the lowest; otherwise every answer would be good");
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void checkCriteria(RubricDocument document, ProblemException problem) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < document.criteria().size(); i++) {
            Criterion criterion = document.criteria().get(i);
            String pointer = "/criteria/" + i;
            if (!seen.add(criterion.name())) {
                problem.at(pointer + "/name", "is listed twice");
            }
            Set<String> missing = new HashSet<>();
            for (int level = document.scale().min(); level <= document.scale().max(); level++) {
                missing.add(Integer.toString(level));
            }
            if (!missing.equals(criterion.anchors().keySet())) {
                problem.at(
                        pointer + "/anchors",
                        "must have one for each level from " + document.scale().min() + " to "
                                + document.scale().max());
            }
        }
    }

    private static void checkScores(
            RubricDocument document, Map<String, Integer> scores, String pointer, ProblemException problem) {
        for (Criterion criterion : document.criteria()) {
            Integer score = scores.get(criterion.name());
            if (score == null
                    || score < document.scale().min()
                    || score > document.scale().max()) {
                problem.at(pointer, "must have a level of the scale for " + criterion.name());
            }
        }
        if (scores.size() > document.criteria().size()) {
            problem.at(pointer, "must have only the criteria");
        }
    }
}
