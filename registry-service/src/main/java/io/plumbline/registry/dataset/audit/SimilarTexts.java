package io.plumbline.registry.dataset.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds texts that are nearly the same among those added before. Not thread-safe.
final class SimilarTexts {

    /// From which similarity on two texts are nearly the same.
    static final double LEAST = .8;

    /// A band that more texts share is boilerplate: only its first texts are compared.
    private static final int MOST_IN_BAND = 50;

    private final List<Shingles> texts = new ArrayList<>();
    private final Map<Long, List<Integer>> bands = new HashMap<>();

    /// Returns the numbers of the texts that this one is nearly the same as.
    Set<Integer> similarTo(Shingles text) {
        Set<Integer> candidates = new TreeSet<>();
        for (int band = 0; band < Shingles.BANDS; band++) {
            candidates.addAll(bands.getOrDefault(text.band(band), List.of()));
        }
        candidates.removeIf(other -> texts.get(other).similarity(text) < LEAST);
        return candidates;
    }

    /// Adds a text; the first has the number 0.
    void add(Shingles text) {
        int number = texts.size();
        texts.add(text);
        for (int band = 0; band < Shingles.BANDS; band++) {
            List<Integer> sharing = bands.computeIfAbsent(text.band(band), _ -> new ArrayList<>());
            if (sharing.size() < MOST_IN_BAND) {
                sharing.add(number);
            }
        }
    }
}
