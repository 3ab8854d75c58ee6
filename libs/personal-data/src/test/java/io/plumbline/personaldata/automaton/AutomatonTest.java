package io.plumbline.personaldata.automaton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {

    private static final int MOST_STATES = 2_000;

    private static boolean matches(Automaton automaton, String text, int pattern) {
        int state = Automaton.START;
        for (int i = 0; i < text.length(); i++) {
            state = automaton.next(state, text.charAt(i));
        }
        for (int accepted : automaton.accepted(state)) {
            if (accepted == pattern) {
                return true;
            }
        }
        return false;
    }

    /// Compared with the expressions of the Java library, on random texts over the characters that the patterns
    /// use.
    @Test
    void agreesWithRegularExpressions() {
        List<String> patterns = List.of(
                "a{2,3}b?",
                "(?:a|bc)*",
                "[a-c]+1",
                "[^b1]{2}",
                "\\d{1,2}-?\\d{2}",
                "a(b(c|1)?)?",
                "(ab){2,}",
                ".c|\\wb\\W",
                "1{0,2}[-1]1",
                "ä[^äö]");
        Automaton automaton = Automaton.of(patterns, MOST_STATES);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                text.append("abc1-äö".charAt(random.nextInt(7)));
            }
            for (int pattern = 0; pattern < patterns.size(); pattern++) {
                assertThat(matches(automaton, text.toString(), pattern))
                        .as("%s in %s", patterns.get(pattern), text)
                        .isEqualTo(Pattern.matches(patterns.get(pattern), text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a", "a)", "[a", "a{2,1}", "a{1000}", "*a", "a(?=b)", "(a)\\1", "a\\b", "\\", "[b-a]", "^a"})
    void refusesWhatItCannotMatch(String pattern) {
        assertThatExceptionOfType(PatternException.class).isThrownBy(() -> Automaton.of(pattern, MOST_STATES));
    }

    @Test
    void refusesToGrowWithoutBound() {
        assertThatExceptionOfType(Automaton.TooLargeException.class)
                .isThrownBy(() -> Automaton.of("(a|b)*a(a|b){20}", MOST_STATES));
        assertThatExceptionOfType(PatternException.class)
                .isThrownBy(() -> Automaton.of("((a{200}){200}){200}", MOST_STATES));
    }

    @Test
    void knowsWhereADigitMustHaveCome() {
        assertThat(Automaton.of("[a-z]{2,4}\\d", MOST_STATES).latestDigit(10)).isEqualTo(4);
        assertThat(Automaton.of("[a-z]+\\d", MOST_STATES).latestDigit(10)).isEqualTo(10);
        assertThat(Automaton.of("[a-z]\\d?", MOST_STATES).latestDigit(10)).isEqualTo(10);
    }
}
