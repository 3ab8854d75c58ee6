package io.plumbline.eval.metric.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GreedyMatchingTest {

    private static final int DIMENSIONS = 384;

    @Test
    void findsTheLargestCosineForEachToken() {
        Random random = new Random(3);
        for (int rows : new int[] {1, 2, 7}) {
            float[] left = vectors(rows, random);
            float[] right = vectors(5, random);

            GreedyMatching matching = new GreedyMatching(left, right, DIMENSIONS);

            for (int i = 0; i < rows; i++) {
                assertThat(matching.left[i]).isCloseTo(best(left, i, right, 5), within(1e-6));
            }
            for (int j = 0; j < 5; j++) {
                assertThat(matching.right[j]).isCloseTo(best(right, j, left, rows), within(1e-6));
            }
        }
    }

    private static float[] vectors(int count, Random random) {
        float[] vectors = new float[count * DIMENSIONS];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) random.nextGaussian();
        }
        return vectors;
    }

    private static double best(float[] of, int index, float[] others, int count) {
        double best = -1;
        for (int other = 0; other < count; other++) {
            double dot = 0;
            double one = 0;
            double two = 0;
            for (int k = 0; k < DIMENSIONS; k++) {
                double a = of[index * DIMENSIONS + k];
                double b = others[other * DIMENSIONS + k];
                dot += a * b;
                one += a * a;
                two += b * b;
            }
            best = Math.max(best, dot / Math.sqrt(one * two));
        }
        return best;
    }
}
