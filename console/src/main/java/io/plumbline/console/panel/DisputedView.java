package io.plumbline.console.panel;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.panel.PanelClient.Adjudicated;
import io.plumbline.console.panel.PanelClient.Disputed;
import io.plumbline.console.panel.PanelClient.Given;
import io.plumbline.console.panel.PanelClient.Panel;
import io.plumbline.console.panel.PanelClient.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An item with differing labels, and the form for the decision. The decision starts from the label of the first
/// annotator.
record DisputedView(
        Disputed item,
        String disagreement,
        List<String> headings,
        List<Label> labels,
        List<Field> fields,
        String hint) {

    private static final Pattern NUMBERS = Pattern.compile("\\s*[0-9]{1,3}(\\s*,\\s*[0-9]{1,3}){0,4}\\s*");
    private static final String PREFIX = "score.";

    /// The label of an annotator.
    record Label(String annotator, List<String> numbers, String comment) {}

    /// A field of the form.
    record Field(String name, String label, String value) {}

    static DisputedView of(Panel panel, Disputed item) {
        TreeSet<String> criteria = new TreeSet<>();
        item.labels()
                .forEach(label -> criteria.addAll(label.scores().byCriterion().keySet()));
        List<Label> labels = new ArrayList<>();
        for (Given given : item.labels()) {
            labels.add(new Label(
                    "Annotator " + (given.slot() + 1),
                    criteria.stream()
                            .map(criterion -> text(given.scores(), criterion))
                            .toList(),
                    given.comment() == null ? "" : given.comment()));
        }
        Adjudicated decided = item.adjudication();
        Scores start = decided == null ? item.labels().getFirst().scores() : decided.labels();
        return new DisputedView(
                item,
                Figures.number(item.disagreement()),
                List.copyOf(criteria),
                labels,
                criteria.stream()
                        .map(criterion ->
                                new Field(PREFIX + criterion, criterion.replace('_', ' '), text(start, criterion)))
                        .toList(),
                hint(panel.type()));
    }

    private static String hint(String type) {
        return switch (type) {
            case "PAIRWISE" -> "1 or 2 for the better answer, 0 if neither is.";
            case "RANKING" -> "The rank of each answer, such as 2,1,3.";
            default -> "The level.";
        };
    }

    private static String text(Scores scores, String criterion) {
        @Nullable List<Integer> numbers = scores.byCriterion().get(criterion);
        return numbers == null ? "–" : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// Returns the numbers of the submitted form.
    static Map<String, List<Integer>> scores(Map<String, String> fields) {
        Map<String, List<Integer>> scores = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && NUMBERS.matcher(value).matches()) {
                scores.put(
                        name.substring(PREFIX.length()),
                        Arrays.stream(value.strip().split("\\s*,\\s*", -1))
                                .map(Integer::valueOf)
                                .toList());
            }
        });
        return scores;
    }
}
