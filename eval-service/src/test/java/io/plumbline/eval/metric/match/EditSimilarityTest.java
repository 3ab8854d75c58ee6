package io.plumbline.eval.metric.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.TextPair;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditSimilarityTest {

    private final EditSimilarity similarity = new EditSimilarity();

    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 0.5714285714",
        "same, same, 1",
        "abc, xyz, 0",
        "'', abc, 0",
        "'', '', 1",
        "😀a, 😀b, 0.5",
    })
    void scoresPairs(String hypothesis, String reference, double expected) {
        assertThat(similarity.score(TextPair.of(hypothesis, reference))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void usesTheBestReference() {
        assertThat(similarity.score(TextPair.of("abcd", "xxxx", "abce"))).isEqualTo(0.75);
    }

    @Test
    void agreesWithTheTextbookOverBlocks() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            int[] left = random.ints(random.nextInt(200), 0, 4).toArray();
            int[] right = random.ints(random.nextInt(200), 0, 4).toArray();

            assertThat(EditSimilarity.distance(left, right, 4)).isEqualTo(textbook(left, right));
        }
    }

    @Test
    void refusesTextsThatAreTooSlow() {
        TextPair pair = TextPair.of("ab".repeat(400_000), "ba".repeat(400_000));

        assertThatThrownBy(() -> similarity.score(pair)).isInstanceOf(OversizedTextException.class);
    }

    private static int textbook(int[] left, int[] right) {
        int[] above = new int[right.length + 1];
        for (int j = 0; j <= right.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length; i++) {
            int[] row = new int[right.length + 1];
            row[0] = i;
            for (int j = 1; j <= right.length; j++) {
                int replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length];
    }
}
