package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.automaton.Automaton;
import io.plumbline.guardrails.detect.Scoring;
import io.plumbline.guardrails.scan.PatternRecognizer.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks for the forms of all [PatternRecognizer]s at once. A few automata read from where a candidate may begin
/// as far as any form can still match; what the text is not like costs a look at its first characters. Forms
/// that soon need a digit, most of them, are not looked for where there is none. Immutable.
final class PatternIndex {

    /// Whoever has a digit within so many characters is looked for near digits alone.
    static final int DIGIT_WITHIN = 9;

    private static final int MOST_STATES = 3_000;
    private static final int FORMS_AT_ONCE = 100;
    private static final int ASCII = 128;
    private static final int MOST_MATCHES = 16;

    private final Groups groups;
    private final Attention[] attention;

    private PatternIndex(Groups groups, Attention[] attention) {
        this.groups = groups;
        this.attention = attention;
    }

    /// What becomes of the matches of a form.
    private enum Attention {
        NONE,
        /// They are found if something speaks for them: see [Proof].
        CAREFUL,
        /// They are found for what they are worth by themselves: somebody asks for them.
        LITERAL
    }

    /// All forms, by where they are looked for.
    private record Groups(Group[] nearDigits, Group[] capitals, Group[] atWords, Group[] anywhere) {

        /// Those of which something is wanted: what nobody looks for holds nothing back.
        private Groups keeping(Predicate<Entry> wanted) {
            return new Groups(
                    keeping(nearDigits, wanted),
                    keeping(capitals, wanted),
                    keeping(atWords, wanted),
                    keeping(anywhere, wanted));
        }

        private static Group[] keeping(Group[] groups, Predicate<Entry> wanted) {
            return Arrays.stream(groups)
                    .filter(group -> Arrays.stream(group.entries()).anyMatch(wanted))
                    .toArray(Group[]::new);
        }
    }

    /// A form in its place among all.
    private record Entry(int number, PatternRecognizer recognizer, Form form) {}

    /// Forms that one automaton knows, by its numbers.
    private record Group(Automaton automaton, Entry[] entries, boolean[] firsts) {}

    static PatternIndex of(List<PatternRecognizer> recognizers) {
        List<Entry> nearDigits = new ArrayList<>();
        List<Entry> capitals = new ArrayList<>();
        List<Entry> atWords = new ArrayList<>();
        List<Entry> anywhere = new ArrayList<>();
        int count = 0;
        for (PatternRecognizer recognizer : recognizers) {
            for (Form form : recognizer.forms()) {
                Entry entry = new Entry(count++, recognizer, form);
                Automaton alone = automaton(List.of(entry));
                if (!form.startsWord() || beginsWithSign(alone)) {
                    anywhere.add(entry);
                } else if (alone.latestDigit(DIGIT_WITHIN + 1) <= DIGIT_WITHIN) {
                    (form.capital() ? capitals : nearDigits).add(entry);
                } else {
                    atWords.add(entry);
                }
            }
        }
        Attention[] attention = new Attention[count];
        Arrays.fill(attention, Attention.CAREFUL);
        return new PatternIndex(
                new Groups(groups(nearDigits), groups(capitals), groups(atWords), groups(anywhere)), attention);
    }

    /// The same for these recognizers alone.
    PatternIndex restrictedTo(Predicate<? super PatternRecognizer> kept) {
        return attending(entry -> kept.test(entry.recognizer()) ? attention[entry.number()] : Attention.NONE);
    }

    /// The same for these entities alone, each for what its form is worth.
    PatternIndex asking(Set<String> entityTypes) {
        return attending(
                entry -> Collections.disjoint(entityTypes, entry.recognizer().entityTypes())
                        ? Attention.NONE
                        : Attention.LITERAL);
    }

    private PatternIndex attending(Function<Entry, Attention> to) {
        Attention[] other = new Attention[attention.length];
        for (Group[] each : List.of(groups.nearDigits(), groups.capitals(), groups.atWords(), groups.anywhere())) {
            for (Group group : each) {
                for (Entry entry : group.entries()) {
                    other[entry.number()] = to.apply(entry);
                }
            }
        }
        return new PatternIndex(groups.keeping(entry -> other[entry.number()] != Attention.NONE), other);
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
            run(groups.nearDigits(), text, at, spans);
            if (!Character.isLowerCase(text.charAt(at))) {
                run(groups.capitals(), text, at, spans);
            }
        }
        run(groups.atWords(), text, at, spans);
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
        run(groups.anywhere(), text, at, spans);
    }

    private void run(Group[] wanted, CharSequence text, int at, Spans spans) {
        char first = text.charAt(at);
        for (Group group : wanted) {
            if (first >= ASCII || group.firsts()[first]) {
                run(group, text, at, spans);
            }
        }
    }

    private void run(Group group, CharSequence text, int at, Spans spans) {
        Automaton automaton = group.automaton();
        int limit = Math.min(text.length(), at + PatternRecognizer.LONGEST - Vicinity.AHEAD);
        int state = Automaton.START;
        Matches matches = spans.matches();
        matches.count = 0;
        int i = at;
        while (i < limit) {
            state = automaton.next(state, Symbols.of(text.charAt(i)));
            if (state == Automaton.DEAD) {
                break;
            }
            i++;
            if (automaton.accepted(state).length > 0) {
                matches.add(state, i);
            }
        }
        if (i == text.length()) {
            spans.unsettled(at);
        }
        if (matches.count > 0) {
            report(group, matches, text, at, spans);
        }
    }

    /// The longest match of each form.
    private void report(Group group, Matches matches, CharSequence text, int at, Spans spans) {
        boolean[] done = matches.done;
        Arrays.fill(done, false);
        for (int i = matches.count - 1; i >= 0; i--) {
            Match match = new Match(text, at, matches.ends[i]);
            for (int number : group.automaton().accepted(matches.states[i])) {
                Entry entry = group.entries()[number];
                if (!done[number]
                        && attention[entry.number()] != Attention.NONE
                        && match.isWord(entry.form())
                        && isWhole(entry.recognizer(), match, spans)) {
                    done[number] = true;
                    report(entry, match, spans);
                }
            }
        }
    }

    private static boolean isWhole(PatternRecognizer recognizer, Match match, Spans spans) {
        if (recognizer.standsApart() && match.isOpen()) {
            spans.unsettled(match.start());
        }
        return !(recognizer.standsApart() && match.isJoined()) && !(recognizer.isUpperCase() && match.hasLowerCase());
    }

    private void report(Entry entry, Match match, Spans spans) {
        PatternRecognizer recognizer = entry.recognizer();
        Validity validity = recognizer.judge(recognizer.isAsWritten() ? match.asWritten() : match.compact());
        if (attention[entry.number()] == Attention.LITERAL) {
            if (validity != Validity.INVALID) {
                foundIfNeeded(entry, match, validity, contextWord(recognizer, validity, match, spans), spans);
            }
        } else if (validity != Validity.INVALID) {
            reportCarefully(entry, match, validity, spans);
        } else if (recognizer.isFoundWhenAnnounced()) {
            reportAnnounced(entry, match, spans);
        }
    }

    private static void reportCarefully(Entry entry, Match match, Validity validity, Spans spans) {
        Proof needed = entry.recognizer().proof();
        if (needed != Proof.ITSELF) {
            if (match.isOpen()) {
                spans.unsettled(match.start());
            }
            if (match.isPartOfNumber()) {
                return;
            }
        }
        boolean proven = needed == Proof.ITSELF
                || (needed != Proof.CONTEXT
                        && (validity == Validity.VALID || entry.form().score() >= Scores.SPEAKS_FOR_ITSELF)
                        && !match.isNumber());
        String word = proven
                ? contextWord(entry.recognizer(), validity, match, spans)
                : spans.contextWord(entry.recognizer().context(), match.text(), match.start(), match.end());
        if (proven || word != null) {
            foundIfNeeded(entry, match, validity, word, spans);
        }
    }

    /// Its own word stands right before it, so that it is meant to be one, whatever its rules say.
    private static void reportAnnounced(Entry entry, Match match, Spans spans) {
        String word = spans.announcement(entry.recognizer().context(), match.text(), match.start());
        if (word != null && !match.isPartOfNumber()) {
            Form form = entry.form();
            if (match.isOpen()) {
                spans.unsettled(match.start());
            }
            spans.found(
                    entry.recognizer(),
                    match.start(),
                    match.end(),
                    Scores.ANNOUNCED,
                    new Scoring(form.name(), form.score(), Boolean.FALSE, word));
        }
    }

    private static @Nullable String contextWord(
            PatternRecognizer recognizer, Validity validity, Match match, Spans spans) {
        if (recognizer.need() == Need.LABEL) {
            return spans.label(recognizer.context(), recognizer.nearest(), match.text(), match.start());
        }
        return validity == Validity.VALID
                ? null
                : spans.contextWord(recognizer.context(), match.text(), match.start(), match.end());
    }

    /// A word where the recognizer needs one and no checksum makes it certain.
    private static void foundIfNeeded(Entry entry, Match match, Validity validity, @Nullable String word, Spans spans) {
        if (word != null || validity == Validity.VALID || entry.recognizer().need() == Need.NONE) {
            found(entry, match, validity, word, spans);
        }
    }

    private static void found(Entry entry, Match match, Validity validity, @Nullable String word, Spans spans) {
        Form form = entry.form();
        boolean valid = validity == Validity.VALID;
        spans.found(
                entry.recognizer(),
                entry.recognizer().entityAfter(word),
                match.start(),
                match.end(),
                Scores.inContext(valid ? Scores.CERTAIN : form.score(), word != null),
                new Scoring(form.name(), form.score(), valid ? Boolean.TRUE : null, word));
    }

    /// Where forms of a group matched, the shortest first; of more than there is room for, the longest are kept.
    /// One for a whole scan, used again and again.
    static final class Matches {
        private final int[] states = new int[MOST_MATCHES];
        private final int[] ends = new int[MOST_MATCHES];
        private final boolean[] done = new boolean[FORMS_AT_ONCE];
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
