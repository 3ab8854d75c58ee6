package io.plumbline.simulator.openai;

import io.plumbline.simulator.knowledge.StemmedWords;
import java.util.SplittableRandom;

/// Turns text into unit vectors: the sum of one fixed random direction for each of its words; texts with common
/// words point in similar directions. The same text always has the same vector, under any model and seed.
///
/// A smaller number of dimensions takes the first of the full vector, rescaled to length 1, as OpenAI does.
final class SimulatedEmbedder {
    static final int DIMENSIONS = 1_536;

    private final int dimensions;

    SimulatedEmbedder(int dimensions) {
        this.dimensions = dimensions;
    }

    float[] embed(String text) {
        double[] sum = new double[dimensions];
        for (String word : StemmedWords.stems(text)) {
            add(sum, word);
        }
        double length = length(sum);
        if (length == 0) {
            add(sum, text);
            length = length(sum);
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (sum[i] / length);
        }
        return vector;
    }

    private static void add(double[] sum, String word) {
        SplittableRandom direction = new SplittableRandom(hash(word));
        for (int i = 0; i < sum.length; i++) {
            sum[i] += direction.nextDouble() - 0.5;
        }
    }

    private static long hash(String word) {
        long hash = 1125899906842597L;
        for (int i = 0; i < word.length(); i++) {
            hash = 31 * hash + word.charAt(i);
        }
        return hash;
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double number : vector) {
            squares += number * number;
        }
        return Math.sqrt(squares);
    }
}
