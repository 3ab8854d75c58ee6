package io.plumbline.eval.optimiser.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.optimiser.search.FewShotExamples.Example;
import io.plumbline.eval.optimiser.search.PromptDraft.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptDraftsTest {

    private static final PromptDraft BASE = new PromptDraft(
            Origin.ORIGINAL,
            "",
            null,
            List.of(
                    new TemplateMessage("system", "You help {{name}}. Be kind. Never lie."),
                    new TemplateMessage("user", "{{input}}")));

    @Test
    void editsInstructionsAndKeepsPlaceholders() {
        List<PromptDraft> edits = PromptEdits.of(BASE, 50, 7);
        assertThat(edits).hasSize(9).allSatisfy(edit -> {
            assertThat(edit.instructions()).contains("{{name}}");
            assertThat(edit.messages().getLast()).isEqualTo(BASE.messages().getLast());
        });
        assertThat(edits)
                .extracting(PromptDraft::messages)
                .doesNotHaveDuplicates()
                .doesNotContain(BASE.messages());
        assertThat(edits).extracting(PromptDraft::instructions).contains("You help {{name}}. Never lie.");
        assertThat(edits)
                .filteredOn(edit -> "CHAIN_OF_THOUGHT".equals(edit.technique()))
                .hasSize(1);
        assertThat(PromptEdits.of(BASE, 50, 7)).isEqualTo(edits);
        assertThat(PromptEdits.of(BASE, 3, 7)).isEqualTo(edits.subList(0, 3));
    }

    @Test
    void addsInstructionsToAPromptWithoutAny() {
        PromptDraft bare =
                new PromptDraft(Origin.ORIGINAL, "", null, List.of(new TemplateMessage("user", "{{input}}")));
        assertThat(PromptEdits.of(bare, 50, 0)).hasSize(5).allSatisfy(edit -> {
            assertThat(edit.messages()).hasSize(2);
            assertThat(edit.messages().getFirst().role()).isEqualTo("system");
        });
    }

    @Test
    void putsExamplesBeforeTheQuestion() {
        List<Example> examples = IntStream.range(0, 9)
                .mapToObj(i -> new Example("q" + i, "a" + i))
                .toList();
        List<PromptDraft> drafts = FewShotExamples.of(BASE, examples, 6, 3);
        assertThat(drafts).hasSize(6).allSatisfy(draft -> {
            assertThat(draft.technique()).isEqualTo("FEW_SHOT");
            assertThat(draft.messages().getLast()).isEqualTo(BASE.messages().getLast());
            for (int i = 1; i < draft.messages().size() - 1; i += 2) {
                assertThat(draft.messages().get(i).content().substring(1))
                        .isEqualTo(draft.messages().get(i + 1).content().substring(1));
            }
        });
        assertThat(drafts).extracting(PromptDraft::messages).doesNotHaveDuplicates();
        assertThat(new Example("{{q", "a").isUsable()).isFalse();
        PromptDraft both = PromptEdits.of(drafts.getFirst(), 50, 1).stream()
                .filter(edit -> String.valueOf(edit.technique()).contains("CHAIN"))
                .findFirst()
                .orElseThrow();
        assertThat(both.technique()).isEqualTo("FEW_SHOT+CHAIN_OF_THOUGHT");
    }

    @Test
    void splitsRecordsIntoDisjointParts() {
        for (int records : new int[] {0, 15, 20, 120, 3_000}) {
            RecordSplit split = RecordSplit.of(records, true, 42);
            Set<Integer> all = new HashSet<>(split.examples());
            all.addAll(split.train());
            all.addAll(split.heldOut());
            assertThat(all)
                    .hasSize(split.examples().size()
                            + split.train().size()
                            + split.heldOut().size());
            assertThat(split.train().size() - split.heldOut().size()).isBetween(0, 1);
            assertThat(split.isLargeEnough()).isEqualTo(records >= 20);
            assertThat(RecordSplit.of(records, true, 42)).isEqualTo(split);
        }
    }
}
