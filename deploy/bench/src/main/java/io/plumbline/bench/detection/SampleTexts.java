package io.plumbline.bench.detection;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Vectors of generated texts, before and after a change of the topic.
public final class SampleTexts {

    private static final String[] CITIES = {"Oslo", "Lyon", "Graz", "Porto", "Ghent", "Turin", "Malmo", "Basel"};

    private final float[][] usual;
    private final float[][] changed;

    private SampleTexts(float[][] usual, float[][] changed) {
        this.usual = usual;
        this.changed = changed;
    }

    /// A kind of text.
    ///
    /// @param usual form of a text before and without a change; `%s` is a city and `%d` a number
    /// @param changed form of new texts
    /// @param different number of different texts
    public record Kind(String name, List<String> usual, List<String> changed, int different) {

        /// Computes the vectors.
        public SampleTexts encoded() {
            return new SampleTexts(vectors(usual), vectors(changed));
        }

        private float[][] vectors(List<String> forms) {
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < different; i++) {
                String text = forms.get(i % forms.size())
                        .replace("%s", CITIES[i / forms.size() % CITIES.length])
                        .replace("%d", String.valueOf(i));
                vectors.add(unit(MiniLmEncoder.shared()
                        .encode(text, () -> false)
                        .window(0)
                        .mean(TextEncoder.LAYERS)));
            }
            return vectors.toArray(float[][]::new);
        }
    }

    private static float[] unit(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        float[] unit = new float[vector.length];
        for (int k = 0; k < vector.length; k++) {
            unit[k] = (float) (vector[k] / Math.sqrt(square));
        }
        return unit;
    }

    /// Questions about weather and ferries, all different, and later about tenancy law.
    public static Kind inputs(int different) {
        return new Kind(
                "inputs",
                List.of(
                        "Will it rain in %s on day %d?",
                        "How warm does it get in %s in week %d of the year?",
                        "Is the ferry from %s at gate %d late because of the storm?"),
                List.of("May my landlord in %s end contract %d without notice?"),
                different);
    }

    /// Returns the vector of a random text.
    ///
    /// @param share of new texts, 0..1
    public float[] drawn(SplittableRandom random, double share) {
        float[][] from = random.nextDouble() < share ? changed : usual;
        return from[random.nextInt(from.length)];
    }

    /// Returns the vectors of random texts.
    public float[][] drawn(SplittableRandom random, double share, int size) {
        float[][] drawn = new float[size][];
        for (int i = 0; i < size; i++) {
            drawn[i] = drawn(random, share);
        }
        return drawn;
    }
}
