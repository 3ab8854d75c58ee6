package io.plumbline.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.text.WordDifference.Piece;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDifferenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a card arrives in five days | a card arrives in nine days  | a card arrives in [five] days | a card arrives in [nine] days
            freeze it at once           | freeze it in the app at once | freeze it at once             | freeze it [in the app] at once
            yes, you can                | yes you can                  | yes[,] you can                | yes you can
            one  two                    | one two                      | one  two                      | one two
            same                        | same                         | same                          | same
            銀行のカード                     | 銀行のローン                       | 銀行の[カード]                      | 銀行の[ローン]
            """)
    void marksTheWordsThatOneHasAlone(String before, String after, String markedBefore, String markedAfter) {
        WordDifference difference = WordDifference.between(before, after);
        assertThat(shown(difference.before())).isEqualTo(markedBefore);
        assertThat(shown(difference.after())).isEqualTo(markedAfter);
        assertThat(difference.marked()).isTrue();
    }

    @Test
    void marksNothingInUnrelatedTexts() {
        WordDifference difference = WordDifference.between(
                "You can freeze the card in the app under Cards.", "Rainbows need rain and the sun");
        assertThat(difference.marked()).isFalse();
        assertThat(shown(difference.after())).isEqualTo("Rainbows need rain and the sun");
    }

    @Test
    void losesNoCharacterOfEitherText() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String before = text(random);
            String after = text(random);
            WordDifference difference = WordDifference.between(before, after);
            assertThat(whole(difference.before())).isEqualTo(before);
            assertThat(whole(difference.after())).isEqualTo(after);
            if (difference.marked()) {
                assertThat(common(difference.before())).isEqualTo(common(difference.after()));
            }
        }
    }

    @Test
    void leavesTextsOfTooManyWordsUnmarked() {
        String many = "a b ".repeat(10_000);
        assertThat(WordDifference.between(many, many + "c").marked()).isFalse();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, 9)
                .mapToObj(i -> List.of("a", "b", " ", "\n", "card", ".", "é", "𝕏", "  ")
                        .get(i))
                .collect(Collectors.joining());
    }

    private static String shown(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.unique() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    private static String whole(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    private static String common(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> !piece.unique())
                .map(Piece::text)
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", "");
    }
}
