package io.plumbline.bench.retrieval;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/// The nearest of many vectors of length 1 to one of them, exactly.
final class NearestVectors {

    private record Near(String id, float product) {}

    private final float[] target;
    private final int k;
    private final PriorityQueue<Near> nearest = new PriorityQueue<>(Comparator.comparingDouble(Near::product));

    NearestVectors(float[] target, int k) {
        this.target = target;
        this.k = k;
    }

    void add(String id, float[] vector) {
        float product = 0;
        for (int i = 0; i < target.length; i++) {
            product += target[i] * vector[i];
        }
        Near last = nearest.peek();
        if (last == null || nearest.size() < k || product > last.product()) {
            nearest.add(new Near(id, product));
            if (nearest.size() > k) {
                nearest.poll();
            }
        }
    }

    Set<String> ids() {
        return nearest.stream().map(Near::id).collect(Collectors.toUnmodifiableSet());
    }
}
