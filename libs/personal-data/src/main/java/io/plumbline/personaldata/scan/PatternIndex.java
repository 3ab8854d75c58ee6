package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.automaton.Automaton;
import io.plumbline.personaldata.scan.context.Vicinity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Matches the forms of all [PatternRecognizer]s at once. A few automata read from each possible beginning of a
/// candidate as far as any form can still match; text that resembles no form costs a check of its first
/// characters. Forms that soon need a digit, most of them, are not matched where there is no digit. Immutable.
final class PatternIndex {

    /// The end of a word if it is unknown.
    static final int UNKNOWN = Integer.MAX_VALUE;

    private final PatternGroups groups;
    private final Attention[] attention;

    /// For all forms except those matched only near digits.
    private final WordFilter filter;

    private PatternIndex(PatternGroups groups, Attention[] attention) {
        this.groups = groups;
        this.attention = attention;
        this.filter = WordFilter.anyOf(Stream.of(groups.anywhere(), groups.atWords())
                .flatMap(Arrays::stream)
                .map(PatternGroup::filter)
                .toList());
    }

    /// How matches of a form are reported.
    private enum Attention {
        NONE,
        /// With the evidence that they need: see [Proof].
        CAREFUL,
        /// At their form's own score, because their entity is requested by name.
        LITERAL
    }

    static PatternIndex of(List<PatternRecognizer> recognizers) {
        PatternGroups groups = PatternGroups.of(recognizers);
        Attention[] attention = new Attention[groups.count()];
        Arrays.fill(attention, Attention.CAREFUL);
        return new PatternIndex(groups, attention);
    }

    /// The same index for these recognizers only.
    PatternIndex restrictedTo(Predicate<? super PatternRecognizer> kept) {
        return attending(entry -> kept.test(entry.recognizer()) ? attention[entry.number()] : Attention.NONE);
    }

    /// The same index for these entities only, each at its form's own score.
    PatternIndex asking(Set<String> entityTypes) {
        return attending(
                entry -> Collections.disjoint(entityTypes, entry.recognizer().entityTypes())
                        ? Attention.NONE
                        : Attention.LITERAL);
    }

    private PatternIndex attending(Function<FormEntry, Attention> to) {
        Attention[] other = new Attention[attention.length];
        groups.forEach(entry -> other[entry.number()] = to.apply(entry));
        return new PatternIndex(groups.keeping(entry -> other[entry.number()] != Attention.NONE), other);
    }

    /// Whether a form may begin with this ASCII sign.
    boolean mayBeginWith(char sign) {
        for (PatternGroup group : groups.anywhere()) {
            if (group.mayBegin(sign)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a form may begin with this ASCII letter or digit in the middle of a word.
    boolean mayBeginWithin(char first) {
        for (PatternGroup group : groups.anywhere()) {
            if (group.mayBeginWithin(first)) {
                return true;
            }
        }
        return false;
    }

    /// Matches forms of which some begin with a sign, at a sign or a non-ASCII character.
    void atSign(CharSequence text, int at, Spans spans) {
        char first = text.charAt(at);
        for (PatternGroup group : groups.anywhere()) {
            if (group.mayBegin(first)) {
                run(group, text, at, spans);
            }
        }
    }

    /// Matches forms that may begin in the middle of a word.
    void within(CharSequence text, int at, Spans spans) {
        char first = text.charAt(at);
        for (PatternGroup group : groups.anywhere()) {
            if (group.mayBeginWithin(first)) {
                run(group, text, at, spans);
            }
        }
    }

    /// Whether the word that begins here may begin any form except those matched only near digits.
    ///
    /// @param wordEnd where its ASCII letters and digits end
    /// @param digit   whether one of them is a digit
    boolean mayBegin(CharSequence text, int at, int wordEnd, boolean digit) {
        return filter.mayBegin(text, at, wordEnd, WordFilter.digitsEnd(text, at), digit);
    }

    /// Matches, at the beginning of a word, the forms that are matched at signs too.
    ///
    /// @param wordEnd where its ASCII letters and digits end
    /// @param digit   the position of the next digit
    void atWordAsAtSign(CharSequence text, int at, int wordEnd, int digit, Spans spans) {
        run(groups.anywhere(), text, at, wordEnd, digit, spans);
    }

    /// Matches, at the beginning of a word, all forms except those matched at signs too.
    ///
    /// @param wordEnd where its ASCII letters and digits end, or [#UNKNOWN]
    /// @param digit   the position of the next digit, the text's end if there is none
    void atWord(CharSequence text, int at, int wordEnd, int digit, Spans spans) {
        nearDigit(text, at, wordEnd, digit, spans);
        run(groups.atWords(), text, at, wordEnd, digit, spans);
    }

    /// Matches, at the beginning of a word, the forms that are matched only near digits.
    void nearDigit(CharSequence text, int at, int wordEnd, int digit, Spans spans) {
        if (digit - at <= PatternGroups.DIGIT_WITHIN || text.length() - at <= PatternGroups.DIGIT_WITHIN + 1) {
            run(groups.nearDigits(), text, at, wordEnd, digit, spans);
            if (!Character.isLowerCase(text.charAt(at))) {
                run(groups.capitals(), text, at, wordEnd, digit, spans);
            }
        }
    }

    private void run(PatternGroup[] wanted, CharSequence text, int at, int wordEnd, int digit, Spans spans) {
        char first = text.charAt(at);
        int digitsEnd = WordFilter.digitsEnd(text, at);
        for (PatternGroup group : wanted) {
            if (group.mayBegin(first) && group.mayBegin(text, at, wordEnd, digitsEnd, digit < wordEnd)) {
                run(group, text, at, spans);
            }
        }
    }

    private void run(PatternGroup group, CharSequence text, int at, Spans spans) {
        Automaton automaton = group.automaton();
        int limit = Math.min(text.length(), at + PatternRecognizer.LONGEST - Vicinity.AHEAD);
        int state = Automaton.START;
        Matches matches = spans.matches();
        matches.clear();
        int i = at;
        while (i < limit) {
            state = automaton.follow(state, group.classOf(text.charAt(i)));
            if (state == Automaton.DEAD) {
                break;
            }
            i++;
            if (automaton.accepts(state)) {
                matches.add(state, i);
            }
        }
        if (i == text.length()) {
            spans.unsettled(at);
        }
        if (matches.count() > 0) {
            report(group, matches, text, at, spans);
        }
    }

    /// Reports the longest match of each form.
    private void report(PatternGroup group, Matches matches, CharSequence text, int at, Spans spans) {
        for (int i = matches.count() - 1; i >= 0; i--) {
            int end = matches.end(i);
            Match match = new Match(text, at, end);
            for (int number : group.automaton().accepted(matches.state(i))) {
                FormEntry entry = group.entry(number);
                if (attention[entry.number()] != Attention.NONE
                        && !matches.isDone(number)
                        && Match.isWord(text, at, end, entry.form())) {
                    report(number, entry, matches, match, spans);
                }
            }
        }
    }

    private void report(int number, FormEntry entry, Matches matches, Match match, Spans spans) {
        if (MatchReport.isWhole(entry.recognizer(), match, spans)) {
            matches.done(number);
            new MatchReport(entry, match, spans).report(attention[entry.number()] == Attention.LITERAL);
        }
    }
}
