package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.automaton.Automaton;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Scoring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Looks for the forms of all [PatternRecognizer]s at once. A few automata read from where a candidate may begin
/// as far as any form can still match; what the text is not like costs a look at its first characters. Forms
/// that soon need a digit, most of them, are not looked for where there is none. Immutable.
final class PatternIndex {

    /// Whoever has a digit within so many characters is looked for near digits alone.
    static final int DIGIT_WITHIN = 9;

    private static final String DIGITS = "0123456789";
    private static final int MOST_STATES = 3_000;
    private static final int FORMS_AT_ONCE = 24;
    private static final int ASCII = 128;
    private static final int MOST_MATCHES = 16;

    private final Group[] nearDigits;
    private final Group[] atWords;
    private final Group[] anywhere;
    private final boolean[] wanted;

    private PatternIndex(Group[] nearDigits, Group[] atWords, Group[] anywhere, boolean[] wanted) {
        this.nearDigits = nearDigits;
        this.atWords = atWords;
        this.anywhere = anywhere;
        this.wanted = wanted;
    }

    /// A form in its place among all.
    private record Entry(int number, PatternRecognizer recognizer, Form form) {}

    /// Forms that one automaton knows, by its numbers.
    private record Group(Automaton automaton, Entry[] entries, boolean[] firsts) {}

    static PatternIndex of(List<PatternRecognizer> recognizers) {
        List<Entry> nearDigits = new ArrayList<>();
        List<Entry> atWords = new ArrayList<>();
        List<Entry> anywhere = new ArrayList<>();
        int count = 0;
        for (PatternRecognizer recognizer : recognizers) {
            for (Form form : recognizer.forms()) {
                Entry entry = new Entry(count++, recognizer, form);
                Automaton alone = automaton(List.of(entry));
                if (!form.startsWord() || beginsWithSign(alone)) {
                    anywhere.add(entry);
                } else if (alone.latest(DIGITS, DIGIT_WITHIN + 1) <= DIGIT_WITHIN) {
                    nearDigits.add(entry);
                } else {
                    atWords.add(entry);
                }
            }
        }
        boolean[] wanted = new boolean[count];
        Arrays.fill(wanted, true);
        return new PatternIndex(groups(nearDigits), groups(atWords), groups(anywhere), wanted);
    }

    /// The same for these categories alone.
    PatternIndex restrictedTo(Set<Category> categories) {
        boolean[] some = new boolean[wanted.length];
        for (Group[] groups : List.of(nearDigits, atWords, anywhere)) {
            for (Group group : groups) {
                for (Entry entry : group.entries()) {
                    some[entry.number()] = wanted[entry.number()]
                            && categories.contains(entry.recognizer().category());
                }
            }
        }
        return new PatternIndex(nearDigits, atWords, anywhere, some);
    }

    private static Group[] groups(List<Entry> entries) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < entries.size(); i += FORMS_AT_ONCE) {
            split(entries.subList(i, Math.min(entries.size(), i + FORMS_AT_ONCE)), groups);
        }
        return groups.toArray(Group[]::new);
    }

    private static void split(List<Entry> entries, List<Group> into) {
        try {
            Automaton automaton = automaton(entries);
            boolean[] firsts = new boolean[ASCII];
            for (char c = 0; c < ASCII; c++) {
                firsts[c] = automaton.beginsWith(Symbols.of(c));
            }
            into.add(new Group(automaton, entries.toArray(Entry[]::new), firsts));
        } catch (Automaton.TooLargeException e) {
            if (entries.size() == 1) {
                throw e;
            }
            int half = entries.size() / 2;
            split(entries.subList(0, half), into);
            split(entries.subList(half, entries.size()), into);
        }
    }

    private static Automaton automaton(List<Entry> entries) {
        return Automaton.of(
                entries.stream().map(entry -> entry.form().pattern()).toList(), MOST_STATES);
    }

    private static boolean beginsWithSign(Automaton automaton) {
        for (char c = 0; c < ASCII; c++) {
            if (!Chars.isAsciiAlphanumeric(c) && automaton.beginsWith(c)) {
                return true;
            }
        }
        return false;
    }

    /// Looks at the beginning of a word.
    void atWord(CharSequence text, int at, Spans spans) {
        if (isNearDigit(text, at)) {
            run(nearDigits, text, at, spans);
        }
        run(atWords, text, at, spans);
    }

    /// Whether this character or one of the next is a digit, or may be one in text still to come.
    private static boolean isNearDigit(CharSequence text, int at) {
        int limit = Math.min(text.length(), at + DIGIT_WITHIN + 1);
        for (int i = at; i < limit; i++) {
            if (Chars.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return limit == text.length();
    }

    /// Looks at any character.
    void anywhere(CharSequence text, int at, Spans spans) {
        run(anywhere, text, at, spans);
    }

    private void run(Group[] groups, CharSequence text, int at, Spans spans) {
        char first = text.charAt(at);
        for (Group group : groups) {
            if (first >= ASCII || group.firsts()[first]) {
                run(group, text, at, spans);
            }
        }
    }

    private void run(Group group, CharSequence text, int at, Spans spans) {
        Automaton automaton = group.automaton();
        int limit = Math.min(text.length(), at + PatternRecognizer.LONGEST - Vicinity.AHEAD);
        int state = Automaton.START;
        Matches matches = null;
        int i = at;
        while (i < limit) {
            state = automaton.next(state, Symbols.of(text.charAt(i)));
            if (state == Automaton.DEAD) {
                break;
            }
            i++;
            if (automaton.accepted(state).length > 0) {
                matches = matches == null ? new Matches() : matches;
                matches.add(state, i);
            }
        }
        if (i == text.length()) {
            spans.unsettled(at);
        }
        if (matches != null) {
            report(group, matches, text, at, spans);
        }
    }

    /// The longest match of each form.
    private void report(Group group, Matches matches, CharSequence text, int at, Spans spans) {
        boolean[] done = new boolean[group.entries().length];
        for (int i = matches.count - 1; i >= 0; i--) {
            for (int number : group.automaton().accepted(matches.states[i])) {
                Entry entry = group.entries()[number];
                if (!done[number] && wanted[entry.number()] && isWord(entry.form(), text, at, matches.ends[i])) {
                    done[number] = true;
                    report(entry, text, at, matches.ends[i], spans);
                }
            }
        }
    }

    private static boolean isWord(Form form, CharSequence text, int start, int end) {
        return !(form.startsWord() && bothJoin(text, start)) && !(form.endsWord() && bothJoin(text, end));
    }

    private static boolean bothJoin(CharSequence text, int place) {
        return Chars.joins(Chars.at(text, place - 1)) && Chars.joins(Chars.at(text, place));
    }

    private static void report(Entry entry, CharSequence text, int start, int end, Spans spans) {
        PatternRecognizer recognizer = entry.recognizer();
        Form form = entry.form();
        Validity validity = recognizer.judge(compact(text, start, end));
        if (validity == Validity.INVALID) {
            return;
        }
        boolean valid = validity == Validity.VALID;
        double score = valid ? Scores.CERTAIN : form.score();
        String word = valid ? null : spans.contextWord(recognizer.context(), text, start, end);
        spans.found(
                recognizer,
                start,
                end,
                Scores.inContext(score, word != null),
                new Scoring(form.name(), form.score(), valid ? Boolean.TRUE : null, word));
    }

    private static String compact(CharSequence text, int start, int end) {
        StringBuilder compact = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char symbol = Symbols.of(text.charAt(i));
            if (Character.isLetterOrDigit(symbol)) {
                compact.append(Character.toUpperCase(symbol));
            }
        }
        return compact.toString();
    }

    /// Where forms matched, the shortest first; of more than there is room for, the longest are kept.
    private static final class Matches {
        private final int[] states = new int[MOST_MATCHES];
        private final int[] ends = new int[MOST_MATCHES];
        private int count;

        private void add(int state, int end) {
            if (count == MOST_MATCHES) {
                System.arraycopy(states, 1, states, 0, MOST_MATCHES - 1);
                System.arraycopy(ends, 1, ends, 0, MOST_MATCHES - 1);
                count--;
            }
            states[count] = state;
            ends[count++] = end;
        }
    }
}
