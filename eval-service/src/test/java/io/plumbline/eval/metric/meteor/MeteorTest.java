package io.plumbline.eval.metric.meteor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.ScoredCorpus;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of NLTK 3.9.1 with WordNet 3.0, over tokens of `wordpunct_tokenize`.
class MeteorTest {

    private final Meteor meteor = new Meteor();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the cat                                         | the cat                          | 0.9375
            HELLO WORLD                                     | hello world                      | 0.9375
            running runner runs ran easily                  | run runs running ran easy        | 0.3
            The physician purchased an automobile quickly . | The doctor bought a car fast .   | 0.3650793651
            Straße und Fluß                                 | Strasse und Fluss                | 0.1666666667
            v2.0.1-beta is out                              | v2.0.1 beta is out               | 0.9799382716
            this is a test                                  | this is a test this is a test    | 0.5222039474
            naïve café résumé                               | naive cafe resume                | 0
            okay thanks                                     | this is a cat                    | 0
            """)
    void scoresAsNltkDoes(String hypothesis, String reference, double expected) {
        assertThat(score(TextPair.of(hypothesis, reference))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void usesTheBestReference() {
        assertThat(score(TextPair.of(
                        "the the the the the the the", "the cat is on the mat", "there is a cat on the mat")))
                .isCloseTo(0.1639344262, within(1e-9));
    }

    @Test
    void isTheMeanOverACorpus() {
        ScoredCorpus corpus =
                ScoredCorpus.of(meteor, List.of(TextPair.of("the cat", "the cat"), TextPair.of("okay", "this")));
        assertThat(corpus.score()).isCloseTo(0.9375 / 2, within(1e-12));
    }

    @Test
    void matchesSynonymsByTheirBaseForms() {
        WordNet wordNet = WordNet.shared();
        assertThat(wordNet.synonyms("doctors")).contains("physician", "doc");
        assertThat(wordNet.synonyms("bought")).contains("purchase");
        assertThat(wordNet.synonyms("men")).contains("man");
        assertThat(wordNet.synonyms("xyzzy")).isEmpty();
    }

    private double score(TextPair pair) {
        return meteor.pairScore(meteor.statistics(pair));
    }
}
