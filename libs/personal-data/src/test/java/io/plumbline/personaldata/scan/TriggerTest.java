package io.plumbline.personaldata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which recognizers are called where.
class TriggerTest {

    private static final String LONG = "abcdefghijklmnop";

    /// Records the positions of its calls.
    private record Noting(String name, Trigger trigger, List<String> called) implements Recognizer {

        private static Noting at(Trigger trigger) {
            return new Noting("noting", trigger, new ArrayList<>());
        }

        @Override
        public Category category() {
            return Category.PII;
        }

        @Override
        public String entityType() {
            return "NOTED";
        }

        @Override
        public int maxLength() {
            return LONG.length();
        }

        @Override
        public void recognize(CharSequence text, int at, Spans spans) {
            called.add(text.subSequence(at, Math.min(text.length(), at + 2)).toString());
        }
    }

    private static List<String> called(Trigger trigger, String text) {
        Noting noting = Noting.at(trigger);
        assertThat(new SpanScanner(List.of(noting)).detect(text)).isEmpty();
        return noting.called();
    }

    @Test
    void callsAtWordsWithASignBehindThemAndAtTheEndOfTheText() {
        assertThat(called(Trigger.atAnyLetter().endingAt("+="), "aa, bb= cc dd+ " + LONG + " é1 ff é ee"))
                .containsExactly("bb", "dd", "ee");
    }

    @Test
    void callsAtLongWordsWhateverStandsBehindThem() {
        assertThat(called(
                        Trigger.atAnyLetter().endingAtOrLong("+="), "aa, bb= " + LONG + " " + LONG.substring(1) + " c"))
                .containsExactly("bb", "ab", "c");
    }

    @Test
    void callsBehindWordsThatEndInALetter() {
        assertThat(called(Trigger.atAnyLetter().afterWordsIn("s"), "aa bb is cc, dd was ee it ff"))
                .containsExactly("aa", "cc", "dd", "ee");
    }

    @Test
    void callsAllOfThemWhereTheyAreMany() {
        List<String> called = new ArrayList<>();
        List<Recognizer> many = IntStream.range(0, 150)
                .mapToObj(i -> (Recognizer) new Noting("noting" + i, Trigger.atAnyLetter(), called))
                .toList();
        assertThat(new SpanScanner(many).detect("one two")).isEmpty();
        assertThat(called.stream().collect(Collectors.groupingBy(word -> word, Collectors.counting())))
                .containsEntry("on", 150L)
                .containsEntry("tw", 150L);
    }
}
