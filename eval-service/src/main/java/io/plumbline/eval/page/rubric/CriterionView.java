package io.plumbline.eval.page.rubric;

import io.plumbline.eval.page.Figures;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Criterion;
import io.plumbline.eval.rubric.RubricDocument.Scale;
import java.util.ArrayList;
import java.util.List;

/// A criterion of a rubric with the anchors of its levels.
///
/// @param share its share of the rubric's score
/// @param levels from the highest to the lowest
record CriterionView(String name, String description, String share, List<Level> levels) {

    /// @param good whether it counts as good
    record Level(int level, String anchor, boolean good) {}

    static List<CriterionView> of(RubricDocument rubric) {
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

    private static List<Level> levels(RubricDocument rubric, Criterion criterion) {
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
