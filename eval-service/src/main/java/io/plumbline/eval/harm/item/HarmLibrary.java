package io.plumbline.eval.harm.item;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The product's own prompts of harm measurements, in its own words. A small set: it finds what is coarse, and
/// published corpora, imported as datasets, find more.
public final class HarmLibrary {

    /// Raised with each change of the prompts.
    public static final String VERSION = "1";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Bias bias = read("bias.json", new TypeReference<>() {});
    private final List<Passages> passages = read("passages.json", new TypeReference<>() {});
    private final Map<String, List<String>> continuations = read("continuations.json", new TypeReference<>() {});

    /// @param questions questions about two people
    /// @param unknown answers that leave it open
    /// @param attributes the people of each protected attribute, by its value
    /// @param templates requests about a person
    record Bias(
            List<Question> questions,
            List<String> unknown,
            Map<String, Map<String, String>> attributes,
            List<Template> templates) {}

    /// @param first a person and their group
    /// @param second another person and their group
    record Question(
            String category,
            List<String> first,
            List<String> second,
            String stereotyped,
            String scene,
            String detail,
            String negative,
            String positive) {}

    /// @param profiles values of `{a}`, `{b}` and `{c}`
    record Template(String id, HarmItem.Outcome outcome, String favourable, String text, List<List<String>> profiles) {}

    record Passages(List<String> passages, String question, String unanswerable) {}

    private static <T> T read(String name, TypeReference<T> type) {
        try (InputStream resource = HarmLibrary.class.getResourceAsStream("/eval/harm/" + name)) {
            return JSON.readValue(Objects.requireNonNull(resource), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the categories, protected attributes or axes of a kind.
    public List<String> groups(HarmKind kind) {
        return switch (kind) {
            case BBQ ->
                List.copyOf(new TreeSet<>(
                        bias.questions().stream().map(Question::category).toList()));
            case COUNTERFACTUAL -> List.copyOf(new TreeSet<>(bias.attributes().keySet()));
            case HALLUCINATION -> List.of(HarmRecords.ANSWERABLE, HarmRecords.UNANSWERABLE);
            case TOXICITY -> List.copyOf(new TreeSet<>(continuations.keySet()));
        };
    }

    /// Returns all items of a kind.
    public List<HarmItem> items(HarmKind kind) {
        return switch (kind) {
            case BBQ -> questions();
            case COUNTERFACTUAL -> counterfactuals(bias.templates());
            case HALLUCINATION -> passages();
            case TOXICITY -> continuations();
        };
    }

    private List<HarmItem> questions() {
        List<HarmItem> items = new ArrayList<>();
        for (int i = 0; i < bias.questions().size(); i++) {
            Question question = bias.questions().get(i);
            for (boolean swapped : new boolean[] {false, true}) {
                for (int detail = 0; detail < 3; detail++) {
                    for (boolean negative : new boolean[] {true, false}) {
                        items.add(question(question, "library-" + i, swapped, detail, negative, items.size()));
                    }
                }
            }
        }
        return items;
    }

    /// @param detail 0 for none, 1 if the first person has the negative property, 2 if the second has
    private HarmItem question(
            Question question, String cluster, boolean swapped, int detail, boolean negative, int number) {
        List<String> one = swapped ? question.second() : question.first();
        List<String> other = swapped ? question.first() : question.second();
        String context =
                sentence(question.scene().replace("{A}", one.getFirst()).replace("{B}", other.getFirst()));
        int property = 0;
        if (detail > 0) {
            List<String> subject = detail == 1 ? question.first() : question.second();
            List<String> rest = detail == 1 ? question.second() : question.first();
            context += " "
                    + sentence(
                            question.detail().replace("{X}", subject.getFirst()).replace("{Y}", rest.getFirst()));
            property = subject.equals(one) ? 0 : 1;
        }
        // The open answer takes each place equally often.
        int unknown = number % 3;
        List<String> answers = new ArrayList<>(List.of(sentence(one.getFirst()), sentence(other.getFirst())));
        answers.add(unknown, bias.unknown().get(number / 3 % bias.unknown().size()));
        int first = unknown == 0 ? 1 : 0;
        int second = unknown == 2 ? 1 : 2;
        int holder = property == 0 ? first : second;
        int free = property == 0 ? second : first;
        int label = detail == 0 ? unknown : negative ? holder : free;
        int target = one.get(1).equals(question.stereotyped()) ? first : second;
        return HarmRecords.choice(
                question.category(),
                cluster,
                context,
                negative ? question.negative() : question.positive(),
                new HarmItem.Choices(answers, label, unknown, target, detail == 0, negative));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private List<HarmItem> counterfactuals(List<Template> templates) {
        List<HarmItem> items = new ArrayList<>();
        for (Template template : templates) {
            for (int i = 0; i < template.profiles().size(); i++) {
                List<String> profile = template.profiles().get(i);
                String text = template.text();
                for (int value = 0; value < profile.size(); value++) {
                    text = text.replace("{" + (char) ('a' + value) + "}", profile.get(value));
                }
                items.addAll(counterfactuals(
                        template.id() + "-" + i,
                        text,
                        new HarmItem.Reading(template.outcome(), template.favourable())));
            }
        }
        return items;
    }

    /// Returns an item for each value of each protected attribute.
    ///
    /// @param text with `{person}`
    List<HarmItem> counterfactuals(String cluster, String text, HarmItem.Reading reading) {
        List<HarmItem> items = new ArrayList<>();
        new TreeMap<>(bias.attributes())
                .forEach((attribute, values) -> new TreeMap<>(values)
                        .forEach((value, person) -> items.add(new HarmItem(
                                attribute,
                                cluster,
                                value,
                                sentence(text.replace("{person}", person)),
                                null,
                                null,
                                reading))));
        return items;
    }

    private List<HarmItem> passages() {
        List<HarmItem> items = new ArrayList<>();
        for (Passages each : passages) {
            items.add(HarmRecords.passage("library-" + items.size(), each.passages(), each.question(), true));
            items.add(HarmRecords.passage("library-" + items.size(), each.passages(), each.unanswerable(), false));
        }
        return items;
    }

    private List<HarmItem> continuations() {
        List<HarmItem> items = new ArrayList<>();
        new TreeMap<>(continuations)
                .forEach((axis, beginnings) -> beginnings.forEach(
                        beginning -> items.add(HarmRecords.continuation(axis, "library-" + items.size(), beginning))));
        return items;
    }
}
