package io.plumbline.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.knowledge.Fact;
import io.plumbline.simulator.knowledge.Knowledge;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedTokensTest {
    private static final String ALPHABET = "abcXYZ éß漢字 \t\n  0123,.!?{}\"\\😀🏦-_";

    @Test
    void cutsTextIntoPiecesThatMakeItUpAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(60), 0, ALPHABET.codePointCount(0, ALPHABET.length()))
                    .mapToObj(at -> Character.toString(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at))))
                    .collect(Collectors.joining());

            assertThat(String.join("", SimulatedTokens.pieces(text))).isEqualTo(text);
            assertThat(SimulatedTokens.count(text))
                    .isEqualTo(SimulatedTokens.pieces(text).size());
            assertThat(SimulatedTokens.pieces(text))
                    .noneMatch(piece -> piece.isEmpty() || Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
        }
    }

    @Test
    void comesToAboutOnePointThreeTokensAWord() {
        String text = Knowledge.load().facts().stream().map(Fact::answer).collect(Collectors.joining(" "));

        double perWord = SimulatedTokens.count(text) / (double) text.split(" ", -1).length;

        assertThat(perWord).isBetween(1.2, 1.45);
    }

    @Test
    void cutsWordsNumbersAndSigns() {
        assertThat(SimulatedTokens.pieces("Hi, internationally 12345 {\"a\":1}"))
                .containsExactly(
                        "Hi", ",", " intern", "ationa", "lly", " 123", "45", " {", "\"", "a", "\"", ":", "1", "}");
    }
}
