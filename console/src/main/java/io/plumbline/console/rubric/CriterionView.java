package io.plumbline.console.rubric;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.rubric.RubricClient.Criterion;
import io.plumbline.console.rubric.RubricClient.Rubric;
import io.plumbline.console.rubric.RubricClient.Scale;
import java.util.ArrayList;
import java.util.List;

/// A criterion of a rubric with the anchors of its levels.
///
/// @param share its share of the rubric's score
/// @param levels from the highest to the lowest
record CriterionView(String name, String description, String share, List<Level> levels) {

    /// @param good whether it counts as good
    record Level(int level, String anchor, boolean good) {}

    static List<CriterionView> of(Rubric rubric) {
        double weights =
                rubric.criteria().stream().mapToDouble(Criterion::weightOrOne).sum();
        return rubric.criteria().stream()
                .map(criterion -> new CriterionView(
                        criterion.name(),
                        RubricView.readable(criterion.description()),
                        Figures.percent(criterion.weightOrOne() / weights),
                        levels(rubric, criterion)))
                .toList();
    }

    private static List<Level> levels(Rubric rubric, Criterion criterion) {
        Scale scale = rubric.scale();
        List<Level> levels = new ArrayList<>();
        for (int level = scale.max(); level >= scale.min(); level--) {
            String anchor = criterion.anchors().get(String.valueOf(level));
            levels.add(
                    new Level(level, anchor == null ? "" : RubricView.readable(anchor), level >= rubric.passLevel()));
        }
        return levels;
    }
}
