package io.plumbline.bench.gateway;

import java.util.ArrayList;
import java.util.List;

/// Decides when a process stops getting faster. A JVM compiles hot code step by step, and a call's cost falls in
/// steps too, with pauses between them. Therefore the mean of the last [#WINDOW] costs has to be at least
/// [#STILL] of the mean of as many before them.
final class Warming {

    static final int WINDOW = 3;
    static final double STILL = 0.97;

    private final List<Double> costs = new ArrayList<>();

    /// @param cost of a call in the last turn, in any unit
    void add(double cost) {
        costs.add(cost);
    }

    boolean isOver() {
        int size = costs.size();
        return size >= 2 * WINDOW && mean(size - WINDOW, size) >= STILL * mean(size - 2 * WINDOW, size - WINDOW);
    }

    private double mean(int from, int to) {
        return costs.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }
}
