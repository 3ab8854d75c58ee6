package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.automaton.Automaton;
import io.plumbline.personaldata.scan.FormEntry.Draft;
import java.util.ArrayList;
import java.util.List;

/// Forms that one automaton matches together, with the beginnings of words that rule them out. Immutable.
final class PatternGroup {

    /// The maximum number of forms in a group.
    static final int MOST_FORMS = 100;

    private static final int MOST_STATES = 3_000;
    private static final int ASCII = 128;

    private final Automaton automaton;
    private final FormEntry[] entries;
    private final boolean[] firsts = new boolean[ASCII];
    private final boolean[] firstsWithin = new boolean[ASCII];
    private final WordFilter filter;

    /// The automaton's class of each ASCII character.
    private final int[] classes = new int[ASCII];

    private PatternGroup(Automaton automaton, List<Draft> drafts) {
        this.automaton = automaton;
        this.entries = drafts.stream().map(Draft::entry).toArray(FormEntry[]::new);
        this.filter = new WordFilter(drafts);
        for (char c = 0; c < ASCII; c++) {
            char symbol = Symbols.of(c);
            classes[c] = automaton.classOf(symbol);
            firsts[c] = automaton.beginsWith(symbol);
            firstsWithin[c] = drafts.stream()
                    .anyMatch(draft -> !draft.entry().form().startsWord()
                            && draft.automaton().beginsWith(symbol));
        }
    }

    /// As few groups as can hold these forms.
    static List<PatternGroup> of(List<Draft> drafts) {
        List<PatternGroup> groups = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i += MOST_FORMS) {
            split(drafts.subList(i, Math.min(drafts.size(), i + MOST_FORMS)), groups);
        }
        return groups;
    }

    private static void split(List<Draft> drafts, List<PatternGroup> into) {
        try {
            List<String> patterns =
                    drafts.stream().map(draft -> draft.entry().form().pattern()).toList();
            into.add(new PatternGroup(Automaton.of(patterns, MOST_STATES), drafts));
        } catch (Automaton.TooLargeException e) {
            if (drafts.size() == 1) {
                throw e;
            }
            int half = drafts.size() / 2;
            split(drafts.subList(0, half), into);
            split(drafts.subList(half, drafts.size()), into);
        }
    }

    /// The draft of a single form.
    static Draft draft(FormEntry entry) {
        return new Draft(entry, Automaton.of(entry.form().pattern(), MOST_STATES));
    }

    Automaton automaton() {
        return automaton;
    }

    /// The automaton's class of a character.
    int classOf(char c) {
        return c < ASCII ? classes[c] : automaton.classOf(Symbols.of(c));
    }

    /// A form by its number in the automaton.
    FormEntry entry(int number) {
        return entries[number];
    }

    List<FormEntry> entries() {
        return List.of(entries);
    }

    /// Whether a form may begin with this character.
    boolean mayBegin(char first) {
        return first >= ASCII || firsts[first];
    }

    /// Whether a form that may begin within a word may begin with this character.
    boolean mayBeginWithin(char first) {
        return first >= ASCII || firstsWithin[first];
    }

    /// The filter that rules out forms by the beginning of a word.
    WordFilter filter() {
        return filter;
    }

    /// Whether the word that begins here may begin a form: see [WordFilter#mayBegin].
    boolean mayBegin(CharSequence text, int at, int wordEnd, int digitsEnd, boolean digit) {
        return filter.mayBegin(text, at, wordEnd, digitsEnd, digit);
    }
}
