package io.plumbline.eval.metric.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model of text-embeddings' own tests: 0.001 × the mean token + 0.01 × the mean of the second text's
/// tokens, 0 for all others, + 0.1.
class OnnxScorerTest {

    private static final Path FOLDER =
            Path.of("../libs/text-embeddings/src/test/resources/io/plumbline/embeddings/pairs");

    private final OnnxScorer scorer = new OnnxScorer("bleurt", FOLDER);

    @Test
    void scoresTheAnswerAsTheSecondTextOfThePair() {
        TextPair pair = new TextPair("cat", List.of("the dog sat"));
        int first = 101 + 104 + 107 + 106 + 102;
        int second = 105 + 102;
        double expected = 0.001 * (first + second) / 7 + 0.01 * second / 7 + 0.1;
        assertThat(scorer.score(pair)).isCloseTo(expected, within(1e-5));
        assertThat(scorer.score(pair)).as("remembered").isCloseTo(expected, within(1e-5));
    }

    @Test
    void usesTheBestReferenceWithinItsScale() {
        double of = scorer.score(new TextPair("cat", List.of("the dog sat")));
        double ofShorter = scorer.score(new TextPair("cat", List.of("dog")));
        assertThat(ofShorter).isGreaterThan(of);
        assertThat(scorer.score(new TextPair("cat", List.of("the dog sat", "dog", "the the dog sat"))))
                .isEqualTo(ofShorter);
        assertThat(scorer.score(new TextPair("cat ".repeat(40), List.of("dog"))))
                .as("the model says more than 1")
                .isEqualTo(1);
    }

    @Test
    void namesTheModelInItsSignature() {
        assertThat(scorer.pairSignature(new ReferenceCount("1")))
                .matches("nrefs:.*1.*\\|scorer:bleurt\\|model:[0-9a-f]{12}");
    }

    @Test
    void isUnavailableWithoutTheModel(@TempDir Path empty) {
        OnnxScorer without = new OnnxScorer("bleurt", empty);
        assertThatThrownBy(() -> without.score(new TextPair("cat", List.of("dog"))))
                .isInstanceOf(MetricUnavailableException.class)
                .hasMessageContaining("UNAVAILABLE");
        assertThat(without.pairSignature(new ReferenceCount("1"))).isEqualTo("UNAVAILABLE");
    }

    @Test
    void isAvailableOnceItsFolderExists(@TempDir Path folder) throws IOException {
        OnnxScorer mounted = new OnnxScorer("bleurt", folder);
        assertThat(mounted.pairSignature(new ReferenceCount("1"))).isEqualTo("UNAVAILABLE");
        copy(folder);
        TextPair pair = new TextPair("cat", List.of("the dog sat"));
        assertThat(mounted.score(pair)).isEqualTo(scorer.score(pair));
    }

    @Test
    void changesItsSignatureWithTheVocabulary(@TempDir Path folder) throws IOException {
        copy(folder);
        Files.writeString(folder.resolve("vocab.txt"), "another\n", StandardOpenOption.APPEND);
        ReferenceCount one = new ReferenceCount("1");
        assertThat(new OnnxScorer("bleurt", folder).pairSignature(one)).isNotEqualTo(scorer.pairSignature(one));
    }

    private static void copy(Path folder) throws IOException {
        for (String name : List.of("model.onnx", "vocab.txt")) {
            Files.copy(FOLDER.resolve(name), folder.resolve(name));
        }
    }
}
