package io.plumbline.bench.figure;

import java.util.Collections;
import java.util.List;

/// A measurement of a benchmark, once in each of its rounds. The median represents it; the lowest and the highest
/// show its reliability.
///
/// @param group  its group: `plain, 1 at a time`
/// @param unit   `requests/s`, `µs`; a ratio has `×`
/// @param rounds at least one, in the order of measurement
public record Figure(String group, String name, String unit, List<Double> rounds) {

    public Figure {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException(name + " was never measured");
        }
        rounds = List.copyOf(rounds);
    }

    public double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double lowest() {
        return Collections.min(rounds);
    }

    public double highest() {
        return Collections.max(rounds);
    }

    /// Whether the other measures the same thing.
    boolean isOf(Figure other) {
        return group.equals(other.group) && name.equals(other.name) && unit.equals(other.unit);
    }
}
