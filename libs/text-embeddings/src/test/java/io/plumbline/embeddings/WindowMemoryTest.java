package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowMemoryTest {

    private int runs;

    private final WindowMemory memory =
            new WindowMemory((text, expired) -> new WindowedEncoding(text, TestTokenizer.tokenize(text), ids -> {
                runs++;
                float[][] layers = new float[TextEncoder.LAYERS][ids.length * TextEncoder.DIMENSIONS];
                layers[2][0] = ids.length;
                return layers;
            }));

    private EncodedWindow window(String text, int number) {
        return memory.encode(text, () -> false).window(number);
    }

    @Test
    void knowsAWindowAgainInAnotherText() {
        float[] mean = window("The parcel has come.", 0).mean(3);
        EncodedWindow again = window("\n The parcel has come. \n", 0);

        assertThat(again.mean(3)).isEqualTo(mean);
        assertThat(runs).isOne();
        assertThat(again.start(0)).as("where it stands in that text").isEqualTo(2);
        assertThat(again.states(3)).hasSize(5 * TextEncoder.DIMENSIONS);
        assertThat(runs).as("tokens' vectors are made anew").isEqualTo(2);
    }

    @Test
    void remembersTheFirstWindowsAndNoMore() {
        for (int i = 0; i < 2 * WindowMemory.MOST; i++) {
            EncodedWindow _ = window("Number " + i, 0);
        }
        runs = 0;
        for (int i = 0; i < 2 * WindowMemory.MOST; i++) {
            EncodedWindow _ = window("Number " + i, 0);
        }
        assertThat(runs).isEqualTo(WindowMemory.MOST);
    }
}
