package io.plumbline.eval.metric;

import io.plumbline.embeddings.SequenceEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The metrics by the names that the API, suites and reports use. Immutable.
public final class MetricCatalog {

    private final SequencedMap<String, Metric> byName;
    private final Map<String, Metric> variants;

    private MetricCatalog(SequencedMap<String, Metric> byName, Map<String, Metric> variants) {
        this.byName = byName;
        this.variants = variants;
    }

    /// The metrics that need nothing but text: no model, no network.
    public static MetricCatalog lexical() {
        return new MetricCatalog(byName(texts(List.of())), byName(Bleu.variants()));
    }

    /// Those and BERTScore, which sees texts through a model.
    ///
    /// @param encoder asked when a pair is scored, not before
    public static MetricCatalog all(SequenceEncoder encoder) {
        List<Metric> bertScores = BertScore.variants(encoder);
        List<Metric> variants = new ArrayList<>(Bleu.variants());
        variants.addAll(bertScores.subList(1, bertScores.size()));
        return new MetricCatalog(byName(texts(bertScores.subList(0, 1))), byName(variants));
    }

    private static List<Metric> texts(List<Metric> afterMeteor) {
        List<Metric> metrics = new ArrayList<>(List.of(
                new Bleu(),
                Chrf.ofCharacters(),
                Chrf.withWords(),
                new RougeN(1),
                new RougeN(2),
                new RougeL(),
                new RougeLsum(),
                new Meteor()));
        metrics.addAll(afterMeteor);
        metrics.addAll(List.of(new ExactMatch(), new TokenF1()));
        return metrics;
    }

    /// @throws IllegalArgumentException if two metrics have one name
    public static MetricCatalog of(List<Metric> metrics) {
        return new MetricCatalog(byName(metrics), Map.of());
    }

    private static SequencedMap<String, Metric> byName(List<Metric> metrics) {
        LinkedHashMap<String, Metric> byName = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            if (byName.put(metric.name(), metric) != null) {
                throw new IllegalArgumentException("Two metrics are called " + metric.name() + ".");
            }
        }
        return Collections.unmodifiableSequencedMap(byName);
    }

    public Optional<Metric> find(String name) {
        Metric metric = byName.get(name);
        return Optional.ofNullable(metric == null ? variants.get(name) : metric);
    }

    /// The names, in the order in which the metrics were given. Variants such as `bleu-intl` are found and not
    /// listed.
    public SequencedSet<String> names() {
        return byName.sequencedKeySet();
    }
}
