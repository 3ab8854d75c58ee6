package io.plumbline.eval.optimiser.search;

import io.plumbline.eval.optimiser.search.PromptDraft.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Adds examples to a prompt: pairs of question and answer before its last message. The same seed gives the
/// same sets.
public final class FewShotExamples {

    private static final int[] SIZES = {1, 2, 3, 4, 6, 8};
    private static final int LONGEST = 4_000;
    private static final String BRACES = "{{";
    private static final String TECHNIQUE = "FEW_SHOT";
    private static final int ATTEMPTS = 8;

    private FewShotExamples() {}

    /// A question as the prompt's last message asks it, and a good answer.
    public record Example(String question, String answer) {

        /// Whether it fits into a template: braces would start a placeholder.
        public boolean isUsable() {
            return !question.isBlank()
                    && !answer.isBlank()
                    && question.length() + answer.length() <= LONGEST
                    && !question.contains(BRACES)
                    && !answer.contains(BRACES);
        }
    }

    /// Whether examples can precede the last message of a prompt.
    public static boolean canPrecede(PromptDraft base) {
        return base.messages().getLast().role().equals("user");
    }

    /// Returns prompts with different sets of examples, at most `most`.
    public static List<PromptDraft> of(PromptDraft base, List<Example> examples, int most, long seed) {
        if (examples.isEmpty() || !canPrecede(base)) {
            return List.of();
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<List<TemplateMessage>, PromptDraft> drafts = new LinkedHashMap<>();
        for (int attempt = 0; drafts.size() < most && attempt < most * ATTEMPTS; attempt++) {
            int size = Math.min(SIZES[random.nextInt(SIZES.length)], examples.size());
            PromptDraft draft =
                    with(base, PromptEdits.shuffled(examples, random.nextLong()).subList(0, size));
            drafts.putIfAbsent(draft.messages(), draft);
        }
        return List.copyOf(drafts.values());
    }

    private static PromptDraft with(PromptDraft base, List<Example> examples) {
        List<TemplateMessage> messages = new ArrayList<>(base.messages());
        int place = messages.size() - 1;
        for (Example example : examples) {
            messages.add(place++, new TemplateMessage("user", example.question()));
            messages.add(place++, new TemplateMessage("assistant", example.answer()));
        }
        return new PromptDraft(
                Origin.FEW_SHOT,
                examples.size() == 1 ? "adds an example" : "adds " + examples.size() + " examples",
                base.joined(TECHNIQUE),
                messages);
    }
}
