package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MiniLmEncoderTest {

    private static final MiniLmEncoder ENCODER = MiniLmEncoder.shared().load();

    private static EncodedWindow window(String text) {
        return ENCODER.encode(text, () -> false).window(0);
    }

    /// Vectors by `src/training/python/encoder.py` on ONNX Runtime 1.21 (Debian). Processors round differently, and
    /// a rounding in eight bits is passed on from layer to layer, so vectors are compared as wholes.
    @Test
    void givesTheVectorsOfTheReference() throws IOException {
        JsonNode expected;
        try (InputStream json = MiniLmEncoderTest.class.getResourceAsStream("vectors.json")) {
            expected = new JsonMapper().readTree(Objects.requireNonNull(json));
        }
        EncodedWindow window = window(expected.get("text").asString());

        for (int layer = 1; layer <= TextEncoder.LAYERS; layer++) {
            double[] mean = numbers(expected.get("means").get(layer - 1));
            double[] state = numbers(expected.get("states").get(layer - 1));
            assertThat(cosine(mean, window.mean(layer), 0)).isCloseTo(1, within(1e-3));
            assertThat(cosine(state, window.states(layer), TextEncoder.DIMENSIONS))
                    .isCloseTo(1, within(1e-3));
        }
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static double cosine(double[] expected, float[] actual, int from) {
        double dot = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < expected.length; i++) {
            dot += expected[i] * actual[from + i];
            left += expected[i] * expected[i];
            right += actual[from + i] * actual[from + i];
        }
        return dot / Math.sqrt(left * right);
    }

    @Test
    void givesOneVectorForEachTokenOfAWholeText() {
        TokenSequence tokens = ENCODER.tokens("one two three");

        assertThat(tokens).isEqualTo(new TokenSequence(101, 2028, 2048, 2093, 102));
        float[] states = ENCODER.states(tokens, 4);
        assertThat(states).hasSize(5 * TextEncoder.DIMENSIONS);
        assertThat(Arrays.copyOfRange(states, TextEncoder.DIMENSIONS, 4 * TextEncoder.DIMENSIONS))
                .containsExactly(window("one two three").states(4));
    }

    @Test
    void readsNoMoreThanTheModelCan() {
        TokenSequence tokens = ENCODER.tokens("word ".repeat(600));

        assertThat(tokens.size()).isEqualTo(512);
        assertThat(tokens.id(511)).isEqualTo(WordPieceTokenizer.SEP);
        assertThat(ENCODER.states(tokens, 6)).hasSize(512 * TextEncoder.DIMENSIONS);
    }

    @Test
    void givesEveryThreadTheSame() throws Exception {
        String text = "Several threads look at the same text.";
        float[] expected = window(text).mean(6);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<float[]>> answers = Stream.generate(
                            () -> threads.submit(() -> window(text).mean(6)))
                    .limit(16)
                    .toList();
            for (Future<float[]> answer : answers) {
                assertThat(answer.get()).containsExactly(expected);
            }
        }
    }

    @Test
    void stopsWhereTheTimeEnds() {
        FutureTask<Boolean> end = new FutureTask<>(() -> true);
        Encoding encoding = ENCODER.encode("Some words of a sentence. ".repeat(60), end::isDone);
        assertThat(encoding.window(0).tokens()).isPositive();

        end.run();

        assertThatThrownBy(() -> encoding.window(1)).isInstanceOf(EncoderUnavailableException.class);
        assertThat(encoding.window(0).tokens()).isPositive();
    }

    @Test
    void leavesNothingInTheTemporaryFolder() throws IOException {
        assertThat(ENCODER.isAvailable()).isTrue();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            long own = files.filter(file -> file.getFileName().toString().startsWith(NativeLibraries.FOLDER))
                    .filter(file -> file.getFileName()
                            .toString()
                            .contains("-" + ProcessHandle.current().pid() + "-"))
                    .count();
            assertThat(own).isZero();
        }
    }
}
