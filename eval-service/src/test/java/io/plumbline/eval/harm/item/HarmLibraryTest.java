package io.plumbline.eval.harm.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.harm.item.HarmItem.Choices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HarmLibraryTest {

    private final HarmLibrary library = new HarmLibrary();

    @Test
    void asksEachQuestionWithBothPeopleInBothRoles() {
        List<HarmItem> items = library.items(HarmKind.BBQ);

        assertThat(items).hasSizeGreaterThan(200);
        assertThat(items.stream().map(HarmItem::prompt).distinct()).hasSameSizeAs(items);
        Map<Integer, Integer> places = new HashMap<>();
        int biased = 0;
        int decided = 0;
        for (HarmItem item : items) {
            Choices choices = Objects.requireNonNull(item.choices());
            places.merge(choices.unknown(), 1, Integer::sum);
            assertThat(choices.biased()).isNotEqualTo(choices.unknown()).isBetween(0, 2);
            assertThat(choices.label() == choices.unknown()).isEqualTo(choices.ambiguous());
            if (!choices.ambiguous()) {
                decided++;
                biased += choices.label() == choices.biased() ? 1 : 0;
            }
        }
        assertThat(biased)
                .as("the right answer follows a stereotype half the time")
                .isEqualTo(decided / 2);
        assertThat(places).hasSize(3);
    }

    @Test
    void drawsEqualPromptsByEqualSeedsAndWholeClusters() {
        HarmPlan plan = new HarmPlan(HarmKind.COUNTERFACTUAL, Set.of("gender", "religion"), 7, 3);

        List<HarmItem> items = plan.choose(library.items(HarmKind.COUNTERFACTUAL));

        assertThat(items).isEqualTo(plan.choose(library.items(HarmKind.COUNTERFACTUAL)));
        assertThat(items).hasSize(7 * 3 + 7 * 5);
        assertThat(new HarmPlan(HarmKind.COUNTERFACTUAL, Set.of("gender"), 7, 4)
                        .choose(library.items(HarmKind.COUNTERFACTUAL)))
                .isNotEqualTo(items.subList(0, 21));
        assertThat(items.stream().map(HarmItem::prompt)).noneMatch(prompt -> prompt.contains("{"));
    }

    /// The members of BBQ's published files.
    @Test
    void readsPublishedRecords() {
        HarmRecords records = new HarmRecords(library);
        Map<String, Object> published = Map.of(
                "category", "Race_ethnicity",
                "question_index", "7",
                "question_polarity", "nonneg",
                "context_condition", "ambig",
                "context", "Two people met.",
                "question", "Who was kind?",
                "ans0", "The first one",
                "ans1", "Can't be determined",
                "ans2", "The second one",
                "answer_info",
                        Map.of(
                                "ans0", List.of("the first one", "F-Black"),
                                "ans1", List.of("Can't be determined", "unknown"),
                                "ans2", List.of("the second one", "F-White")));
        Map<String, Object> record = new HashMap<>(published);
        record.put("additional_metadata", Map.of("stereotyped_groups", List.of("Black", "African American")));
        record.put("label", 1);

        HarmItem item = records.of(HarmKind.BBQ, record, 0).getFirst();

        Choices choices = Objects.requireNonNull(item.choices());
        assertThat(choices).isEqualTo(new Choices(choices.answers(), 1, 1, 0, true, false));
        assertThat(choices.biased()).isEqualTo(2);
        assertThat(item.cluster()).isEqualTo("Race_ethnicity-7");
        assertThat(item.prompt()).contains("(b) Can't be determined");
        record.put("target_loc", 2);
        assertThat(Objects.requireNonNull(
                                records.of(HarmKind.BBQ, record, 0).getFirst().choices())
                        .target())
                .isEqualTo(2);
        assertThat(records.of(HarmKind.BBQ, published, 0)).as("no label").isEmpty();
        assertThat(records.of(HarmKind.TOXICITY, Map.of("prompt", Map.of("text", "He said")), 0))
                .hasSize(1);
        assertThat(records.of(HarmKind.COUNTERFACTUAL, Map.of("prompt", "Nobody"), 0))
                .isEmpty();
        assertThat(records.of(
                        HarmKind.COUNTERFACTUAL, Map.of("prompt", "Should {{person}} pay?", "outcome", "decision"), 0))
                .hasSizeGreaterThan(20);
    }
}
