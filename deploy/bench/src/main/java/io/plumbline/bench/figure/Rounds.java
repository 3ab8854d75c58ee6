package io.plumbline.bench.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects measurements, round by round, into figures in the order of their first measurement.
public final class Rounds {

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();

    public void add(String group, String name, String unit, double value) {
        values.computeIfAbsent(new Key(group, name, unit), key -> new ArrayList<>())
                .add(value);
    }

    public List<Figure> figures() {
        return values.entrySet().stream()
                .map(entry -> new Figure(
                        entry.getKey().group(),
                        entry.getKey().name(),
                        entry.getKey().unit(),
                        entry.getValue()))
                .toList();
    }

    private record Key(String group, String name, String unit) {}
}
