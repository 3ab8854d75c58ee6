package io.plumbline.registry.dataset.audit;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.registry.dataset.audit.AuditReport.Finding;
import io.plumbline.registry.dataset.audit.AuditReport.Meaning;
import io.plumbline.registry.dataset.audit.AuditReport.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Compares records with their nearest neighbours by meaning, which finds flipped labels of questions that share no
/// words, and records that resemble no others. Not thread-safe.
///
/// The rule of flipped labels is that of Wilson, Asymptotic properties of nearest neighbor rules using edited data
/// (1972), with a larger majority.
final class Neighbourhoods {

    /// The most records that are compared: each takes some milliseconds of the text encoder.
    static final int MOST = 1_000;

    private static final int MOST_CHARACTERS = 1_000;
    private static final int NEIGHBOURS = 10;
    private static final int LEAST_NEIGHBOURS = 5;
    private static final double MAJORITY = .8;
    private static final double LEAST_SIMILARITY = .4;
    private static final int LEAST_RECORDS = 50;
    private static final double DEVIATIONS = 5;
    /// Makes the median absolute deviation comparable with a standard deviation.
    private static final double NORMAL = 1.4826;

    private static final double LEAST_DEVIATION = .02;
    private static final int EXAMPLES = 50;

    private final List<String> questions = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /// Adds the next record; those beyond [#MOST] are not compared.
    void add(String question, String label) {
        if (questions.size() < MOST) {
            questions.add(question.length() <= MOST_CHARACTERS ? question : question.substring(0, MOST_CHARACTERS));
            labels.add(label);
        }
    }

    /// A record near another one.
    private record Neighbour(int record, float similarity) {}

    /// Compares the records; none while the encoder has no time.
    Meaning compare(Embedder embedder) {
        float[][] vectors = new float[questions.size()][];
        try {
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = questions.get(i).isBlank()
                        ? new float[embedder.dimensions()]
                        : embedder.embed(List.of(questions.get(i))).getFirst();
            }
        } catch (EncoderUnavailableException e) {
            return new Meaning(0, new Finding(0, List.of()), new Finding(0, List.of()));
        }
        List<Pair> flips = new ArrayList<>();
        double[] nearness = new double[vectors.length];
        int[] nearest = new int[vectors.length];
        for (int record = 0; record < vectors.length; record++) {
            List<Neighbour> neighbours = neighbours(vectors, record);
            nearness[record] = neighbours.stream()
                    .limit(LEAST_NEIGHBOURS)
                    .mapToDouble(Neighbour::similarity)
                    .average()
                    .orElse(0);
            nearest[record] =
                    neighbours.isEmpty() ? record : neighbours.getFirst().record();
            flip(record, neighbours, flips);
        }
        return new Meaning(vectors.length, finding(flips), finding(outliers(nearness, nearest)));
    }

    private static List<Neighbour> neighbours(float[][] vectors, int record) {
        float[] own = vectors[record];
        return IntStream.range(0, vectors.length)
                .filter(other -> other != record)
                .mapToObj(other -> new Neighbour(other, dot(own, vectors[other])))
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .limit(NEIGHBOURS)
                .toList();
    }

    /// The cosine of vectors of length 1.
    private static float dot(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private void flip(int record, List<Neighbour> neighbours, List<Pair> flips) {
        String own = labels.get(record);
        List<Neighbour> labelled = neighbours.stream()
                .filter(each -> each.similarity() >= LEAST_SIMILARITY
                        && !labels.get(each.record()).isEmpty())
                .toList();
        if (own.isEmpty() || labelled.size() < LEAST_NEIGHBOURS) {
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        labelled.forEach(each -> counts.merge(labels.get(each.record()), 1, Integer::sum));
        labelled.stream()
                .filter(each -> !labels.get(each.record()).equals(own)
                        && counts.getOrDefault(labels.get(each.record()), 0) >= MAJORITY * labelled.size())
                .findFirst()
                .ifPresent(each -> flips.add(new Pair(record + 1, each.record() + 1)));
    }

    /// Returns the records that are much less similar to their neighbours than the median record is.
    private static List<Pair> outliers(double[] nearness, int[] nearest) {
        if (nearness.length < LEAST_RECORDS) {
            return List.of();
        }
        double median = median(nearness);
        double deviation = median(
                Arrays.stream(nearness).map(each -> Math.abs(each - median)).toArray());
        double least = median - DEVIATIONS * Math.max(LEAST_DEVIATION, NORMAL * deviation);
        return IntStream.range(0, nearness.length)
                .filter(record -> nearness[record] < least)
                .mapToObj(record -> new Pair(record + 1, nearest[record] + 1))
                .toList();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Finding finding(List<Pair> pairs) {
        return new Finding(pairs.size(), pairs.stream().limit(EXAMPLES).toList());
    }
}
