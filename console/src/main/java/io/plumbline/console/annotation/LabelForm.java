package io.plumbline.console.annotation;

import io.plumbline.console.annotation.AnnotationClient.Criterion;
import io.plumbline.console.annotation.AnnotationClient.Item;
import io.plumbline.console.annotation.AnnotationClient.Scores;
import io.plumbline.console.annotation.AnnotationClient.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rows of choices of an item, and the label that they make.
final class LabelForm {

    private static final Pattern NAME = Pattern.compile("score\\.([a-z][a-z0-9_]{0,39})\\.([0-4])");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final String RANKING = "RANKING";
    private static final String PAIRWISE = "PAIRWISE";

    private LabelForm() {}

    /// A row of radio buttons.
    record Row(String name, String legend, String description, List<Choice> choices) {}

    /// @param label what the choice means, in a word
    /// @param title its anchor; empty for none
    record Choice(int value, String label, String title, boolean chosen) {}

    static List<Row> rows(Work work, Item item) {
        List<Row> rows = new ArrayList<>();
        for (Criterion criterion : work.criteria()) {
            int count = work.task().type().equals(RANKING)
                    ? item.content().answers().size()
                    : 1;
            for (int place = 0; place < count; place++) {
                rows.add(new Row(
                        "score." + criterion.name() + "." + place,
                        words(criterion.name()) + (count > 1 ? ": answer " + letter(place) : ""),
                        criterion.description(),
                        choices(work, item, criterion, place)));
            }
        }
        return rows;
    }

    private static List<Choice> choices(Work work, Item item, Criterion criterion, int place) {
        Integer chosen = chosen(item.draft(), criterion.name(), place);
        List<Choice> choices = new ArrayList<>();
        switch (work.task().type()) {
            case PAIRWISE -> {
                choices.add(choice(1, "A is better", "", chosen));
                choices.add(choice(0, "Neither", "", chosen));
                choices.add(choice(2, "B is better", "", chosen));
            }
            case RANKING -> {
                for (int rank = 1; rank <= item.content().answers().size(); rank++) {
                    choices.add(choice(rank, rank == 1 ? "1, best" : String.valueOf(rank), "", chosen));
                }
            }
            default -> {
                for (int level = work.scale().min(); level <= work.scale().max(); level++) {
                    String anchor = criterion.anchors().getOrDefault(String.valueOf(level), "");
                    choices.add(choice(level, String.valueOf(level), anchor, chosen));
                }
            }
        }
        return choices;
    }

    private static Choice choice(int value, String label, String title, @Nullable Integer chosen) {
        return new Choice(value, label, title, chosen != null && chosen == value);
    }

    private static @Nullable Integer chosen(@Nullable Scores draft, String criterion, int place) {
        List<Integer> numbers = draft == null ? null : draft.byCriterion().get(criterion);
        return numbers == null || numbers.size() <= place ? null : numbers.get(place);
    }

    /// Returns the numbers of a submitted form, without criteria that lack one.
    static Map<String, List<Integer>> scores(Map<String, String> fields) {
        Map<String, TreeMap<Integer, Integer>> given = new TreeMap<>();
        fields.forEach((name, value) -> {
            Matcher field = NAME.matcher(name);
            if (field.matches() && NUMBER.matcher(value).matches()) {
                given.computeIfAbsent(field.group(1), _ -> new TreeMap<>())
                        .put(Integer.parseInt(field.group(2)), Integer.parseInt(value));
            }
        });
        Map<String, List<Integer>> scores = new LinkedHashMap<>();
        given.forEach((criterion, numbers) -> {
            if (numbers.lastKey() == numbers.size() - 1) {
                scores.put(criterion, List.copyOf(numbers.values()));
            }
        });
        return scores;
    }

    static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }

    private static String words(String name) {
        String words = name.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
