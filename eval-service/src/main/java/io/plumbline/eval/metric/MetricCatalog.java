package io.plumbline.eval.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The metrics by the names that the API, suites and reports use. Immutable.
public final class MetricCatalog {

    private final SequencedMap<String, Metric> byName;

    private MetricCatalog(SequencedMap<String, Metric> byName) {
        this.byName = byName;
    }

    /// The metrics that need nothing but text: no model, no network.
    public static MetricCatalog lexical() {
        return of(List.of(
                new Bleu(),
                new Chrf(),
                new RougeN(1),
                new RougeN(2),
                new RougeL(),
                new RougeLsum(),
                new Meteor(),
                new ExactMatch(),
                new TokenF1()));
    }

    /// @throws IllegalArgumentException if two metrics have one name
    public static MetricCatalog of(List<Metric> metrics) {
        LinkedHashMap<String, Metric> byName = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            if (byName.put(metric.name(), metric) != null) {
                throw new IllegalArgumentException("Two metrics are called " + metric.name() + ".");
            }
        }
        return new MetricCatalog(Collections.unmodifiableSequencedMap(byName));
    }

    public Optional<Metric> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The names, in the order in which the metrics were given.
    public SequencedSet<String> names() {
        return byName.sequencedKeySet();
    }
}
