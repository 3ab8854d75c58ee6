package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model of 700 bytes, written by `src/training/python/tiny_pairs.py`, whose score is 0.001 × the mean
/// token + 0.01 × the mean of the tokens of the second text (0 for all others) + 0.1.
class OnnxPairModelTest {

    private static final int THE = 104;
    private static final int CAT = 105;
    private static final int SAT = 106;
    private static final int DOG = 107;
    private static final int PLURAL = 109;

    @Test
    void asksForBothTextsBetweenSpecialTokens() throws Exception {
        OnnxPairModel model = OnnxPairModel.load(folder());
        int first = 101 + THE + CAT + SAT + 102;
        int second = DOG + PLURAL + 100 + 102;
        assertThat(model.score("The cat sat", "dogs zzz"))
                .isCloseTo(0.001 * (first + second) / 9 + 0.01 * second / 9 + 0.1, within(1e-5));
        assertThat(model.score("dogs zzz", "The cat sat")).isNotEqualTo(model.score("The cat sat", "dogs zzz"));
        assertThat(model.score("", "")).isCloseTo(0.001 * 305 / 3 + 0.01 * 102 / 3 + 0.1, within(1e-5));
    }

    @Test
    void takesTheLongerTextsEndAwayUntilThePairFits() throws Exception {
        OnnxPairModel model = OnnxPairModel.load(folder());
        int second = CAT + SAT + 102;
        int first = 101 + 507 * THE + 102;
        assertThat(model.score("the ".repeat(100_000), "cat sat"))
                .isCloseTo(0.001 * (first + second) / 512 + 0.01 * second / 512 + 0.1, within(1e-5));
        assertThat(model.score("the ".repeat(400), "cat ".repeat(400)))
                .isCloseTo(
                        0.001 * (305 + 255 * THE + 254 * CAT) / 512 + 0.01 * (254 * CAT + 102) / 512 + 0.1,
                        within(1e-5));
    }

    @Test
    void isUnavailableWithoutModelOrVocabulary(@TempDir Path empty) throws Exception {
        assertUnavailable(empty);
        Files.copy(folder().resolve("vocab.txt"), empty.resolve("vocab.txt"));
        assertUnavailable(empty);
        Files.writeString(empty.resolve("model.onnx"), "no model");
        assertUnavailable(empty);
        Files.copy(folder().resolve("model.onnx"), empty.resolve("right.onnx"));
        Files.move(
                empty.resolve("right.onnx"),
                empty.resolve("model.onnx"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(empty.resolve("vocab.txt"), "the\ncat\n");
        assertUnavailable(empty);
    }

    private static void assertUnavailable(Path folder) {
        assertThatThrownBy(() -> OnnxPairModel.load(folder)).isInstanceOf(EncoderUnavailableException.class);
    }

    private static Path folder() throws URISyntaxException, IOException {
        return Path.of(Objects.requireNonNull(OnnxPairModelTest.class.getResource("pairs/model.onnx"))
                        .toURI())
                .getParent();
    }
}
