package io.plumbline.eval.panel.result;

import io.plumbline.eval.panel.agreement.RatingTable;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.rubric.RubricDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The labels of one criterion as categories of units. A unit is an item; in a ranking, an answer of an item.
///
/// @param units the item and answer of each unit
/// @param table the labels by slot
record LabelTable(List<Unit> units, RatingTable table) {

    /// @param answer place of the answer; 0 unless ranked
    record Unit(PanelItem item, int answer) {}

    /// @param items without attention checks
    /// @param excluded slots whose labels are left out
    static LabelTable of(
            PanelType type,
            RubricDocument rubric,
            String criterion,
            List<PanelItem> items,
            List<Assignment> decided,
            Set<Integer> excluded) {
        int slots = 1 + decided.stream().mapToInt(Assignment::slot).max().orElse(-1);
        List<Unit> units = new ArrayList<>();
        Map<Integer, Integer> first = new HashMap<>();
        int categories = 0;
        for (PanelItem item : items) {
            first.put(item.item(), units.size());
            int answers = type == PanelType.RANKING ? item.content().answers().size() : 1;
            categories = Math.max(categories, answers);
            for (int answer = 0; answer < answers; answer++) {
                units.add(new Unit(item, answer));
            }
        }
        int[][] ratings = new int[units.size()][slots];
        for (int[] row : ratings) {
            Arrays.fill(row, RatingTable.MISSING);
        }
        for (Assignment assignment : decided) {
            Scores labels = assignment.labels();
            Integer at = first.get(assignment.item());
            List<Integer> numbers = labels == null ? null : labels.of(criterion);
            if (numbers != null && at != null && !excluded.contains(assignment.slot())) {
                for (int i = 0; i < numbers.size(); i++) {
                    ratings[at + i][assignment.slot()] = category(type, rubric, numbers.get(i));
                }
            }
        }
        double[] values = values(type, rubric, categories);
        int[] clusters = units.stream().mapToInt(unit -> place(items, unit)).toArray();
        return new LabelTable(units, RatingTable.ofClusters(ratings, clusters, values));
    }

    private static int place(List<PanelItem> items, Unit unit) {
        return unit.item().item() - items.getFirst().item();
    }

    /// Returns the category of a number: levels from the lowest; preferences from the first answer over the tie to
    /// the second; ranks from the best.
    private static int category(PanelType type, RubricDocument rubric, int number) {
        return switch (type) {
            case SINGLE -> number - rubric.scale().min();
            case PAIRWISE -> number == 0 ? 1 : number == 1 ? 0 : 2;
            case RANKING -> number - 1;
        };
    }

    private static double[] values(PanelType type, RubricDocument rubric, int ranks) {
        int count = switch (type) {
            case SINGLE -> rubric.scale().levels();
            case PAIRWISE -> 3;
            case RANKING -> ranks;
        };
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = count == 1 ? 0 : i / (count - 1.0);
        }
        return values;
    }

    /// Returns the value of a label of a unit, 0..1 on the table's scale.
    double value(PanelType type, RubricDocument rubric, Scores labels, String criterion, Unit unit) {
        List<Integer> numbers = labels.of(criterion);
        if (numbers == null) {
            throw new IllegalArgumentException("The label has no " + criterion + ".");
        }
        int category = category(type, rubric, numbers.get(unit.answer()));
        return table.categories() == 1 ? 0 : category / (table.categories() - 1.0);
    }

    /// Returns the mean of a unit's labels, 0..1 on the table's scale; null without one.
    @Nullable
    Double mean(int unit) {
        double sum = 0;
        int count = 0;
        for (int slot = 0; slot < table.raters(); slot++) {
            int category = table.rating(unit, slot);
            if (category != RatingTable.MISSING) {
                sum += category / Math.max(1, table.categories() - 1.0);
                count++;
            }
        }
        return count == 0 ? null : sum / count;
    }
}
