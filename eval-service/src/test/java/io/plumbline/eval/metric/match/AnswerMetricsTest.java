package io.plumbline.eval.metric.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.TextPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `exactMatch` and `tokenF1`; the numbers of the latter are those of SQuAD 2.0's evaluation script.
class AnswerMetricsTest {

    @Test
    void matchesAnyReferenceIgnoringSurroundingWhiteSpace() {
        ExactMatch exactMatch = new ExactMatch();

        assertThat(exactMatch.score(TextPair.of(" Paris\n", "Lyon", "Paris"))).isEqualTo(1);
        assertThat(exactMatch.score(TextPair.of("paris", "Paris"))).isZero();
        assertThat(exactMatch.score(TextPair.of("1.5", "15"))).isZero();
        assertThat(exactMatch.score(TextPair.of("", ""))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The Eiffel Tower!            | eiffel tower              | 1
                    in Paris, France             | Paris                     | 0.5
                    the cat sat on the mat       | a cat sat                 | 0.6666666667
                    don't                        | dont                      | 1
                    cat cat dog                  | cat                       | 0.5
                    London                       | Paris                     | 0
                    —a— b                        | — — b                     | 1
                    the                          | a                         | 1
                    the                          | cat                       | 0
                    """)
    void comparesWordsAsSquadDoes(String hypothesis, String reference, double expected) {
        assertThat(new TokenF1().score(TextPair.of(hypothesis, reference))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void usesTheBestReference() {
        assertThat(new TokenF1().score(TextPair.of("in Paris", "Lyon", "Paris", "in Paris")))
                .isEqualTo(1);
    }

    @Test
    void treatsTwoEmptyAnswersAsEqual() {
        assertThat(new TokenF1().score(TextPair.of("...", ""))).isEqualTo(1);
        assertThat(new TokenF1().score(TextPair.of("", "Paris"))).isZero();
    }
}
