package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.automaton.Automaton;
import io.plumbline.guardrails.scan.FormEntry.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// All forms, by where they are looked for. Immutable.
///
/// @param nearDigits at words that have a digit near their beginning
/// @param capitals   at those of them that do not begin with a small letter
/// @param atWords    at every word
/// @param anywhere   at signs too, and some within words
/// @param count      how many forms there are
record PatternGroups(
        PatternGroup[] nearDigits,
        PatternGroup[] capitals,
        PatternGroup[] atWords,
        PatternGroup[] anywhere,
        int count) {

    /// Whoever has a digit within so many characters is looked for near digits alone.
    static final int DIGIT_WITHIN = 9;

    private static final int ASCII = 128;

    static PatternGroups of(List<PatternRecognizer> recognizers) {
        List<Draft> nearDigits = new ArrayList<>();
        List<Draft> capitals = new ArrayList<>();
        List<Draft> atWords = new ArrayList<>();
        List<Draft> anywhere = new ArrayList<>();
        int count = 0;
        for (PatternRecognizer recognizer : recognizers) {
            for (Form form : recognizer.forms()) {
                Draft draft = PatternGroup.draft(new FormEntry(count++, recognizer, form));
                if (!form.startsWord() || beginsWithSign(draft.automaton())) {
                    anywhere.add(draft);
                } else if (draft.automaton().latestDigit(DIGIT_WITHIN + 1) <= DIGIT_WITHIN) {
                    (form.capital() ? capitals : nearDigits).add(draft);
                } else {
                    atWords.add(draft);
                }
            }
        }
        return new PatternGroups(groups(nearDigits), groups(capitals), groups(atWords), groups(anywhere), count);
    }

    private static PatternGroup[] groups(List<Draft> drafts) {
        return PatternGroup.of(drafts).toArray(PatternGroup[]::new);
    }

    private static boolean beginsWithSign(Automaton automaton) {
        for (char c = 0; c < ASCII; c++) {
            if (!Chars.isAsciiAlphanumeric(c) && automaton.beginsWith(c)) {
                return true;
            }
        }
        return false;
    }

    /// Those of which something is wanted: what nobody looks for holds nothing back.
    PatternGroups keeping(Predicate<FormEntry> wanted) {
        return new PatternGroups(
                keeping(nearDigits, wanted),
                keeping(capitals, wanted),
                keeping(atWords, wanted),
                keeping(anywhere, wanted),
                count);
    }

    private static PatternGroup[] keeping(PatternGroup[] groups, Predicate<FormEntry> wanted) {
        List<PatternGroup> kept = new ArrayList<>();
        for (PatternGroup group : groups) {
            if (group.entries().stream().anyMatch(wanted)) {
                kept.add(group);
            }
        }
        return kept.toArray(PatternGroup[]::new);
    }

    void forEach(Consumer<FormEntry> action) {
        for (PatternGroup[] groups : List.of(nearDigits, capitals, atWords, anywhere)) {
            for (PatternGroup group : groups) {
                group.entries().forEach(action);
            }
        }
    }
}
