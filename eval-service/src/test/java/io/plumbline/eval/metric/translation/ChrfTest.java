package io.plumbline.eval.metric.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of sacreBLEU 2.6.0.
class ChrfTest {

    private final Chrf chrf = Chrf.ofCharacters();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    aa                                          | ab                                        | 25
                    okay thanks                                 | this is a cat                             | 10.1851851852
                    running runner runs ran easily              | run runs running ran easy                 | 61.0398458673
                    naïve café résumé                           | naive cafe resume                         | 29.9766899767
                    a b c                                       | abc                                       | 100
                    HELLO WORLD                                 | hello world                               | 0
                    """)
    void scoresPairsAsSentenceChrfDoes(String hypothesis, String reference, double expected) {
        assertThat(pairScore(hypothesis, reference)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void countsCodePointsAndNotUtf16Units() {
        assertThat(pairScore("emoji 😀 test 👩‍👩‍👧 done", "emoji 😀 test 👩‍👧 done"))
                .isCloseTo(89.6052373761, within(1e-9));
    }

    @Test
    void usesTheBestReference() {
        double[] best = chrf.statistics(TextPair.of("the cat", "a dog", "the cat", ""));

        assertThat(best).containsExactly(chrf.statistics(TextPair.of("the cat", "the cat")));
        assertThat(chrf.pairScore(best)).isEqualTo(100);
    }

    @Test
    void scoresACorpusFromSummedStatistics() {
        ScoredCorpus corpus = ScoredCorpus.of(chrf, List.of(TextPair.of("abc", "abc"), TextPair.of("xyz", "uvw")));

        // half of all n-grams of each order match: 3 of 6, 2 of 4, 1 of 2
        assertThat(corpus.score()).isCloseTo(50, within(1e-9));
        assertThat(corpus.corpusSignature()).isEqualTo("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0");
    }

    @Test
    void scoresZeroWithoutMatches() {
        assertThat(pairScore("", "abc")).isZero();
        assertThat(pairScore("abc", "")).isZero();
        assertThat(ScoredCorpus.of(chrf, List.of()).score()).isZero();
    }

    private double pairScore(String hypothesis, String reference) {
        return chrf.pairScore(chrf.statistics(TextPair.of(hypothesis, reference)));
    }
}
