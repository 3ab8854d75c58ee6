package io.plumbline.eval.panel.document;

import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Criterion;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A label: for each criterion its numbers. `SINGLE`: the level. `PAIRWISE`: 1 or 2 for the better answer, 0 if
/// neither is. `RANKING`: the rank of each answer, 1 for the best; equals share a rank.
///
/// @param byCriterion criterion → numbers
public record Scores(Map<String, List<Integer>> byCriterion) {

    public Scores {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        byCriterion.forEach((criterion, numbers) -> copy.put(criterion, List.copyOf(numbers)));
        byCriterion = Collections.unmodifiableMap(copy);
    }

    /// Adds the errors of a label to a problem.
    ///
    /// @param complete whether every criterion needs numbers
    /// @param pointer position of the label
    public void check(
            PanelType type,
            int answers,
            RubricDocument rubric,
            boolean complete,
            String pointer,
            ProblemException problem) {
        for (Criterion criterion : rubric.criteria()) {
            List<Integer> numbers = byCriterion.get(criterion.name());
            if (numbers == null ? complete : !fit(type, answers, rubric, numbers)) {
                problem.at(pointer + "/" + criterion.name(), expected(type, answers, rubric));
            }
        }
        byCriterion.keySet().stream()
                .filter(name -> rubric.criteria().stream()
                        .noneMatch(known -> known.name().equals(name)))
                .forEach(name -> problem.at(pointer, "must have only the criteria of the rubric"));
    }

    private static boolean fit(PanelType type, int answers, RubricDocument rubric, List<Integer> numbers) {
        return switch (type) {
            case SINGLE ->
                numbers.size() == 1
                        && within(
                                numbers.getFirst(),
                                rubric.scale().min(),
                                rubric.scale().max());
            case PAIRWISE -> numbers.size() == 1 && within(numbers.getFirst(), 0, 2);
            case RANKING ->
                numbers.size() == answers
                        && numbers.stream().allMatch(rank -> within(rank, 1, answers))
                        && numbers.contains(1);
        };
    }

    private static boolean within(int number, int least, int most) {
        return number >= least && number <= most;
    }

    private static String expected(PanelType type, int answers, RubricDocument rubric) {
        return switch (type) {
            case SINGLE ->
                "must be one level from " + rubric.scale().min() + " to "
                        + rubric.scale().max();
            case PAIRWISE -> "must be 1 or 2 for the better answer, or 0";
            case RANKING -> "must be " + answers + " ranks from 1, the best, to " + answers;
        };
    }

    /// Returns the label in the order of the stored answers.
    ///
    /// @param order place of each shown answer among the stored ones
    public Scores unswapped(PanelType type, List<Integer> order) {
        return mapped(type, order, true);
    }

    /// Returns the label in the order in which the answers were shown.
    public Scores swapped(PanelType type, List<Integer> order) {
        return mapped(type, order, false);
    }

    private Scores mapped(PanelType type, List<Integer> order, boolean toStored) {
        Map<String, List<Integer>> mapped = new LinkedHashMap<>();
        byCriterion.forEach((criterion, numbers) -> mapped.put(
                criterion,
                switch (type) {
                    case SINGLE -> numbers;
                    case PAIRWISE -> List.of(side(numbers.getFirst(), order, toStored));
                    case RANKING -> ranks(numbers, order, toStored);
                }));
        return new Scores(mapped);
    }

    private static int side(int side, List<Integer> order, boolean toStored) {
        return side == 0 ? 0 : 1 + (toStored ? order.get(side - 1) : order.indexOf(side - 1));
    }

    private static List<Integer> ranks(List<Integer> ranks, List<Integer> order, boolean toStored) {
        List<Integer> mapped = new ArrayList<>(ranks);
        for (int shown = 0; shown < order.size(); shown++) {
            if (toStored) {
                mapped.set(order.get(shown), ranks.get(shown));
            } else {
                mapped.set(shown, ranks.get(order.get(shown)));
            }
        }
        return mapped;
    }

    /// Returns the numbers of a criterion; null if it has none.
    public @Nullable List<Integer> of(String criterion) {
        return byCriterion.get(criterion);
    }
}
