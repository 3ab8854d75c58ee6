package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowCutsTest {

    /// The windows of a text, as strings.
    private static List<String> windows(String text) {
        WordPieces tokens = TestTokenizer.tokenize(text);
        int[] bounds = WindowCuts.of(text, tokens);
        return IntStream.range(1, bounds.length)
                .mapToObj(i -> text.substring(tokens.start(bounds[i - 1]), tokens.end(bounds[i] - 1)))
                .toList();
    }

    @Test
    void aBlankTextHasNone() {
        assertThat(windows("")).isEmpty();
        assertThat(windows(" \n\t\u200B")).isEmpty();
    }

    @Test
    void aShortTextIsOne() {
        String text = "word ".repeat(126).strip();

        assertThat(windows(text)).containsExactly(text);
        assertThat(windows(text + " more")).hasSize(2);
    }

    @Test
    void endsAfterASentence() {
        String sentence = "The quick brown fox jumps over the lazy dog, and nobody minds.";
        String text = (sentence + " ").repeat(20).strip();

        assertThat(windows(text))
                .allSatisfy(window -> assertThat(window).startsWith("The quick").endsWith("nobody minds."));
    }

    @Test
    void endsAtALineBreakAndNotAtAnAbbreviation() {
        String text = "one two three ".repeat(30) + "\n" + "met Dr. Smith at ".repeat(40);

        List<String> windows = windows(text);

        assertThat(windows.getFirst()).endsWith("three");
        assertThat(windows).allSatisfy(window -> assertThat(window).doesNotEndWith("."));
    }

    @Test
    void endsAfterASentenceOfIdeographs() {
        String text = "私は毎日学校に行きます。".repeat(40);

        assertThat(windows(text)).allSatisfy(window -> assertThat(window).endsWith("。"));
    }

    @Test
    void endsBetweenWordsWhereThereIsNothingBetter() {
        assertThat(windows("wordpieces ".repeat(100)))
                .hasSizeGreaterThan(1)
                .allSatisfy(window -> assertThat(window).startsWith("wordp").endsWith("pieces"));
        assertThat(windows("no-spaces-here-".repeat(60))).hasSizeGreaterThan(1);
    }

    @Test
    void coversEachTokenOnce() {
        Random random = new Random(7);
        String letters = "ab .!?\n\"'東。é-𝒜";
        int[] alphabet = letters.codePoints().toArray();
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(2000, 0, alphabet.length).forEach(c -> text.appendCodePoint(alphabet[c]));
            WordPieces tokens = TestTokenizer.tokenize(text.toString());
            int[] bounds = WindowCuts.of(text.toString(), tokens);

            assertThat(bounds[0]).isZero();
            assertThat(bounds[bounds.length - 1]).isEqualTo(tokens.size());
            assertThat(IntStream.range(1, bounds.length).map(at -> bounds[at] - bounds[at - 1]))
                    .as(Arrays.toString(bounds))
                    .allMatch(size -> size > 0 && size <= WindowCuts.PIECES);
        }
    }
}
