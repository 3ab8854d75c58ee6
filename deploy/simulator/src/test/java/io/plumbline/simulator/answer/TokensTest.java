package io.plumbline.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.knowledge.Fact;
import io.plumbline.simulator.knowledge.Knowledge;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String ALPHABET = "abcXYZ éß漢字 \t\n  0123,.!?{}\"\\😀🏦-_";

    @Test
    void cutsTextIntoPiecesThatMakeItUpAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(60), 0, ALPHABET.codePointCount(0, ALPHABET.length()))
                    .mapToObj(at -> Character.toString(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at))))
                    .collect(Collectors.joining());

            assertThat(String.join("", Tokens.pieces(text))).isEqualTo(text);
            assertThat(Tokens.count(text)).isEqualTo(Tokens.pieces(text).size());
            assertThat(Tokens.pieces(text))
                    .noneMatch(piece -> piece.isEmpty() || Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
        }
    }

    @Test
    void comesToAboutOnePointThreeTokensAWord() {
        String text = Knowledge.load().facts().stream().map(Fact::answer).collect(Collectors.joining(" "));

        double perWord = Tokens.count(text) / (double) text.split(" ", -1).length;

        assertThat(perWord).isBetween(1.2, 1.45);
    }

    @Test
    void cutsWordsNumbersAndSigns() {
        assertThat(Tokens.pieces("Hi, internationally 12345 {\"a\":1}"))
                .containsExactly(
                        "Hi", ",", " intern", "ationa", "lly", " 123", "45", " {", "\"", "a", "\"", ":", "1", "}");
    }
}
