package io.plumbline.personaldata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.automaton.Automaton;
import io.plumbline.personaldata.text.Chars;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordFilterTest {

    private static final String SIGNS = " -.:,/_\n'";
    private static final String LETTERS = "abcdeijlmnoprstuxyz0129";

    private static final List<PatternRecognizer> RECOGNIZERS = List.of(
            recognizer("(january|march|may|mon(day)?)\\.? \\d{1,2}"),
            recognizer("[a-z]{6}[a-z0-9]{2}([a-z0-9]{3})?"),
            recognizer("[0-9a-f]{2}(-[0-9a-f]{2}){2}"),
            recognizer("[a-z]{2}"),
            recognizer("[a-z]{3} [a-z]{2}"),
            recognizer("[0-9olizsbgq]{3}[- ][0-9olizsbgq]{2}"),
            recognizer("[a-z1-9]{12,14}"));

    private static PatternRecognizer recognizer(String pattern) {
        return PatternRecognizer.of("TEST").form("a form", 0.5, pattern).build();
    }

    @Test
    void rulesOutOnlyWordsThatBeginNoForm() {
        Random random = new Random(5);
        int ruledOut = 0;
        PatternGroup[] groups = PatternGroups.of(RECOGNIZERS).atWords();
        for (int i = 0; i < 200_000; i++) {
            String text = text(random);
            int end = wordEnd(text);
            for (PatternGroup group : groups) {
                if (!group.mayBegin(text, 0, end, WordFilter.digitsEnd(text, 0), hasDigit(text, end))) {
                    ruledOut++;
                    assertThat(matches(group, text)).as(text).isFalse();
                }
            }
        }
        assertThat(ruledOut).isGreaterThan(20_000);
    }

    @Test
    void lettingPassWhateverOneOfThemDoesRulesOutWhatAllRuleOut() {
        Random random = new Random(6);
        List<WordFilter> filters = RECOGNIZERS.stream()
                .map(each -> PatternGroups.of(List.of(each)).atWords())
                .flatMap(Arrays::stream)
                .map(PatternGroup::filter)
                .toList();
        WordFilter any = WordFilter.anyOf(filters);
        int ruledOut = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = text(random);
            int end = wordEnd(text);
            boolean digit = hasDigit(text, end);
            int digits = WordFilter.digitsEnd(text, 0);
            boolean may = filters.stream().anyMatch(filter -> filter.mayBegin(text, 0, end, digits, digit));
            boolean mayAny = any.mayBegin(text, 0, end, digits, digit);
            // behind digits one form may allow the beginning and another what follows
            assertThat(mayAny).as(text).isEqualTo(may || (digits > 0 && mayAny));
            ruledOut += may ? 0 : 1;
        }
        assertThat(ruledOut).isBetween(1_000, 49_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String letters = random.nextBoolean() ? LETTERS : "mayonjruchz";
        while (text.length() < 1 + random.nextInt(24)) {
            text.append(letters.charAt(random.nextInt(letters.length())));
            if (random.nextInt(6) == 0) {
                text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
        }
        return text.toString();
    }

    private static int wordEnd(String text) {
        int end = 0;
        while (end < text.length() && Chars.isAsciiAlphanumeric(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean hasDigit(String text, int end) {
        return text.substring(0, end).chars().anyMatch(c -> Chars.isDigit((char) c));
    }

    /// Whether a form matches a whole word at the beginning, or may match when more text arrives.
    private static boolean matches(PatternGroup group, String text) {
        Automaton automaton = group.automaton();
        int state = Automaton.START;
        for (int i = 0; i < text.length(); i++) {
            state = automaton.next(state, Symbols.of(text.charAt(i)));
            if (state == Automaton.DEAD) {
                return false;
            }
            boolean ends = !Chars.joins(Chars.at(text, i)) || !Chars.joins(Chars.at(text, i + 1));
            if (automaton.accepted(state).length > 0 && ends) {
                return true;
            }
        }
        return true;
    }
}
