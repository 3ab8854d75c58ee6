package io.plumbline.knowledge.chunk;

import io.plumbline.knowledge.embedding.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Counts the words of a text in buckets: texts with the same words are similar.
final class WordsEmbedder implements Embedder {

    private static final int BUCKETS = 64;

    @Override
    public String model() {
        return "words";
    }

    @Override
    public int dimensions() {
        return BUCKETS;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            float[] vector = new float[BUCKETS];
            for (String word : text.toLowerCase(Locale.ROOT).split("\\P{L}+", -1)) {
                vector[Math.floorMod(word.hashCode(), BUCKETS)]++;
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
