package io.plumbline.eval.panel.result;

import io.plumbline.eval.panel.agreement.DawidSkene;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The score of each answer by criterion, 0..1, higher for better.
///
/// @param scores criterion → scores
record ItemScores(Map<String, List<ItemScore>> scores) {

    /// @param source place of the answer's origin
    record ItemScore(PanelItem item, int source, double score) {}

    /// Returns the scores of one criterion. An adjudicated label replaces those of the annotators.
    ///
    /// @param model null to weigh all annotators equally
    static List<ItemScore> of(
            PanelType type,
            RubricDocument rubric,
            Criterion criterion,
            LabelTable labels,
            @Nullable DawidSkene model,
            Map<Integer, Scores> adjudicated) {
        List<ItemScore> scores = new ArrayList<>();
        for (int unit = 0; unit < labels.units().size(); unit++) {
            LabelTable.Unit place = labels.units().get(unit);
            PanelItem item = place.item();
            Scores decided = adjudicated.get(item.item());
            Double mean = labels.mean(unit);
            if (decided == null && mean == null) {
                continue;
            }
            double value = decided != null
                    ? labels.value(type, rubric, decided, criterion.name(), place)
                    : model == null ? Objects.requireNonNull(mean) : model.expected(unit);
            switch (type) {
                case SINGLE -> scores.add(new ItemScore(item, item.source(), value));
                case PAIRWISE -> {
                    scores.add(new ItemScore(item, 0, 1 - value));
                    scores.add(new ItemScore(item, 1, value));
                }
                case RANKING -> scores.add(new ItemScore(item, place.answer(), 1 - value));
            }
        }
        return scores;
    }
}
