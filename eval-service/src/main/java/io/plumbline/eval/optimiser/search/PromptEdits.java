package io.plumbline.eval.optimiser.search;

import io.plumbline.eval.optimiser.search.PromptDraft.Origin;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The built-in grammar of edits on the instructions of a prompt: add a role, a format, grounding or steps;
/// leave out a sentence; swap two neighbouring sentences. Sentences with placeholders are never left out. The
/// same seed gives the same edits.
public final class PromptEdits {

    private static final String PLACEHOLDER = "{{";
    private static final int LONGEST_QUOTE = 60;

    private static final List<Addition> ADDITIONS = List.of(
            new Addition("role", "You are an expert who answers accurately and to the point.", null, true),
            new Addition("short answer", "Answer briefly, in one or two sentences.", null, false),
            new Addition("format", "Return only the answer, without introduction or explanation.", null, false),
            new Addition("grounding", "Use only the given information. State if it does not suffice.", null, false),
            new Addition(
                    "steps",
                    "Think step by step before you answer, and end with the final answer.",
                    "CHAIN_OF_THOUGHT",
                    false));

    private PromptEdits() {}

    /// @param first whether it precedes the other instructions
    private record Addition(
            String name, String sentence, @Nullable String technique, boolean first) {}

    /// Returns different edits of a prompt, at most `most`; fewer if there are no more.
    public static List<PromptDraft> of(PromptDraft base, int most, long seed) {
        List<PromptDraft> all = new ArrayList<>();
        String instructions = base.instructions();
        for (Addition addition : ADDITIONS) {
            if (!instructions.contains(addition.sentence())) {
                all.add(base.instructed(
                        Origin.EDITED,
                        "adds " + addition.name() + ": " + addition.sentence(),
                        addition.technique(),
                        added(instructions, addition)));
            }
        }
        List<String> sentences = sentences(instructions);
        for (int i = 0; i < sentences.size() && sentences.size() > 1; i++) {
            if (!sentences.get(i).contains(PLACEHOLDER)) {
                all.add(base.instructed(
                        Origin.EDITED, "leaves out: " + quoted(sentences.get(i)), null, without(sentences, i)));
            }
            if (i > 0) {
                all.add(base.instructed(
                        Origin.EDITED, "moves forward: " + quoted(sentences.get(i)), null, swapped(sentences, i)));
            }
        }
        return shuffled(distinct(all, base), seed).stream().limit(most).toList();
    }

    private static List<PromptDraft> distinct(List<PromptDraft> drafts, PromptDraft base) {
        Map<List<TemplateMessage>, PromptDraft> byMessages = new LinkedHashMap<>();
        drafts.forEach(draft -> byMessages.putIfAbsent(draft.messages(), draft));
        byMessages.remove(base.messages());
        return List.copyOf(byMessages.values());
    }

    static <T> List<T> shuffled(List<T> items, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, moved);
        }
        return shuffled;
    }

    private static String added(String instructions, Addition addition) {
        if (instructions.isBlank()) {
            return addition.sentence();
        }
        return addition.first()
                ? addition.sentence() + "\n\n" + instructions
                : instructions.stripTrailing() + "\n\n" + addition.sentence();
    }

    /// Returns the sentences with the white space behind them. A placeholder is never divided.
    private static List<String> sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = text.substring(start, end);
            if (!sentence.isBlank() && sentence.lastIndexOf(PLACEHOLDER) <= sentence.lastIndexOf("}}")) {
                sentences.add(sentence);
                start = end;
            }
        }
        if (start < text.length()) {
            sentences.add(text.substring(start));
        }
        return sentences;
    }

    private static String without(List<String> sentences, int place) {
        List<String> others = new ArrayList<>(sentences);
        others.remove(place);
        return String.join("", others).strip();
    }

    private static String swapped(List<String> sentences, int place) {
        List<String> others = new ArrayList<>(sentences);
        others.set(place - 1, sentences.get(place).stripTrailing() + " ");
        others.set(place, sentences.get(place - 1));
        return String.join("", others).strip();
    }

    private static String quoted(String sentence) {
        String text = sentence.strip();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 1) + "…";
    }
}
