package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.automaton.Automaton;
import io.plumbline.personaldata.scan.FormEntry.Draft;
import io.plumbline.personaldata.text.Chars;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// All forms, by the positions at which they are matched. Immutable.
///
/// @param nearDigits at words that have a digit near their beginning
/// @param capitals   at those of them that do not begin with a lower-case letter
/// @param atWords    at every word
/// @param anywhere   at signs too, and some within words
/// @param count      the number of forms
record PatternGroups(
        PatternGroup[] nearDigits,
        PatternGroup[] capitals,
        PatternGroup[] atWords,
        PatternGroup[] anywhere,
        int count) {

    /// A form with a digit within this many characters is matched only near digits.
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

    /// Only the forms that are wanted: forms that nobody requested hold no text back.
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
