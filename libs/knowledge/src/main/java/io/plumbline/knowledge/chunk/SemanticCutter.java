package io.plumbline.knowledge.chunk;

import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Begins a chunk where the subject changes: where the similarity between the sentences before and after is lower
/// than its mean in the document by one standard deviation, unless the chunk would have less than a quarter of the
/// limit.
final class SemanticCutter implements Cutter {

    /// The number of sentences that are compared on either side.
    private static final int WINDOW = 2;
    /// The number of sentences from which a mean says something.
    private static final int FEWEST_SENTENCES = 4;
    private static final int BATCH = 64;

    private final Embedder embedder;

    SemanticCutter(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public List<Span> cut(DocumentText text, int from, int to, int limit) {
        Span whole = new Span(text.start(from), text.end(to - 1), false);
        List<Span> sentences = Sentences.of(text, whole);
        if (whole.length() > limit / 4 && sentences.size() >= FEWEST_SENTENCES) {
            sentences = marked(sentences, similarities(vectors(text, sentences)), limit);
        }
        return SentenceCutter.join(text, sentences, limit);
    }

    private static List<Span> marked(List<Span> sentences, double[] similarities, int limit) {
        double mean = Arrays.stream(similarities).average().orElseThrow();
        double variance = Arrays.stream(similarities)
                .map(similarity -> (similarity - mean) * (similarity - mean))
                .average()
                .orElseThrow();
        double low = mean - Math.sqrt(variance);
        List<Span> marked = new ArrayList<>();
        marked.add(sentences.getFirst());
        int start = sentences.getFirst().start();
        for (int i = 1; i < sentences.size(); i++) {
            Span sentence = sentences.get(i);
            boolean fresh = similarities[i - 1] < low && sentence.start() - start >= limit / 4;
            marked.add(new Span(sentence.start(), sentence.end(), fresh));
            start = fresh ? sentence.start() : start;
        }
        return marked;
    }

    /// The similarity of what is before and after each sentence's start but the first's.
    private static double[] similarities(List<float[]> vectors) {
        double[] similarities = new double[vectors.size() - 1];
        for (int i = 1; i < vectors.size(); i++) {
            float[] before = sum(vectors.subList(Math.max(0, i - WINDOW), i));
            float[] after = sum(vectors.subList(i, Math.min(vectors.size(), i + WINDOW)));
            similarities[i - 1] = Vectors.cosine(before, after);
        }
        return similarities;
    }

    private static float[] sum(List<float[]> vectors) {
        float[] sum = vectors.getFirst().clone();
        for (float[] vector : vectors.subList(1, vectors.size())) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return sum;
    }

    private List<float[]> vectors(DocumentText text, List<Span> sentences) {
        List<float[]> vectors = new ArrayList<>(sentences.size());
        for (int at = 0; at < sentences.size(); at += BATCH) {
            List<Span> batch = sentences.subList(at, Math.min(sentences.size(), at + BATCH));
            for (float[] vector : embedder.embed(batch.stream()
                    .map(sentence -> text.substring(sentence.start(), sentence.end()))
                    .toList())) {
                vectors.add(Vectors.normalized(vector));
            }
        }
        return vectors;
    }
}
