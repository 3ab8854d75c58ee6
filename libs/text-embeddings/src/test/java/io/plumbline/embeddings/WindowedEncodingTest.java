package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowedEncodingTest {

    /// The lengths of the model's input sequences.
    private final List<Integer> runs = new ArrayList<>();

    private WindowedEncoding encoding(String text) {
        return new WindowedEncoding(text, TestTokenizer.tokenize(text), this::vectors);
    }

    /// The vectors of each token are filled with its position in the sequence, times the layer.
    private float[][] vectors(long[] ids) {
        runs.add(ids.length);
        assertThat(ids[0]).isEqualTo(WordPieceTokenizer.CLS);
        assertThat(ids[ids.length - 1]).isEqualTo(WordPieceTokenizer.SEP);
        float[][] layers = new float[TextEncoder.LAYERS][ids.length * TextEncoder.DIMENSIONS];
        for (int layer = 0; layer < layers.length; layer++) {
            for (int i = 0; i < layers[layer].length; i++) {
                layers[layer][i] = (layer + 1) * (i / TextEncoder.DIMENSIONS);
            }
        }
        return layers;
    }

    @Test
    void encodesNothingUntilItIsAsked() {
        WindowedEncoding encoding = encoding("Some words. ".repeat(100));

        assertThat(encoding.windows()).isEqualTo(3);
        assertThat(encoding.start(0)).isZero();
        assertThat(encoding.end(2)).isEqualTo(1199);
        assertThat(runs).isEmpty();
    }

    @Test
    void encodesAWindowOnceForAllWhoAsk() {
        WindowedEncoding encoding = encoding("Some words. ".repeat(100));

        EncodedWindow first = encoding.window(1);

        assertThat(encoding.window(1)).isSameAs(first);
        assertThat(first.states(3)).isSameAs(first.states(3));
        assertThat(runs).hasSize(1);
    }

    @Test
    void leavesSpecialTokensOutOfStatesButNotOfMeans() {
        EncodedWindow window = encoding("two words").window(0);

        assertThat(window.tokens()).isEqualTo(2);
        assertThat(window.start(1)).isEqualTo(4);
        assertThat(window.end(1)).isEqualTo(9);
        assertThat(window.states(2))
                .hasSize(2 * TextEncoder.DIMENSIONS)
                .startsWith(2)
                .endsWith(4);
        float[] mean = new float[TextEncoder.DIMENSIONS];
        Arrays.fill(mean, 2 * (0 + 1 + 2 + 3) / 4f);
        assertThat(window.mean(2)).containsExactly(mean);
    }

    @Test
    void keepsNoMoreOfALongTextThanThereIsMemoryFor() {
        // More than a gigabyte of vectors, which is all that the tests have.
        String text = "word ".repeat(126 * 1_000);
        WindowedEncoding encoding = new WindowedEncoding(
                text,
                TestTokenizer.tokenize(text),
                ids -> new float[TextEncoder.LAYERS][ids.length * TextEncoder.DIMENSIONS]);

        for (int i = 0; i < encoding.windows(); i++) {
            assertThat(encoding.window(i).tokens()).isEqualTo(126);
        }
        assertThat(encoding.window(0).tokens()).isEqualTo(126);
    }
}
