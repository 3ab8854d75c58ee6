package io.plumbline.eval.metric.definition;

import io.plumbline.embeddings.SequenceEncoder;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.embedding.AnswerRelevance;
import io.plumbline.eval.metric.embedding.BertScore;
import io.plumbline.eval.metric.embedding.EmbeddingCosine;
import io.plumbline.eval.metric.match.EditSimilarity;
import io.plumbline.eval.metric.match.ExactMatch;
import io.plumbline.eval.metric.match.TokenF1;
import io.plumbline.eval.metric.meteor.Meteor;
import io.plumbline.eval.metric.rouge.RougeMetric;
import io.plumbline.eval.metric.rouge.RougeStyle;
import io.plumbline.eval.metric.translation.Bleu;
import io.plumbline.eval.metric.translation.Chrf;
import io.plumbline.eval.metric.translation.Ter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The metrics by their names in the API, suites and reports. Immutable.
public final class MetricCatalog {

    private final SequencedMap<String, Metric> byName;
    private final Map<String, Metric> variants;

    private MetricCatalog(SequencedMap<String, Metric> byName, Map<String, Metric> variants) {
        this.byName = byName;
        this.variants = variants;
    }

    /// Returns the metrics that need only text: no model, no network.
    public static MetricCatalog lexical() {
        return new MetricCatalog(byName(texts(List.of())), byName(lexicalVariants()));
    }

    private static List<Metric> lexicalVariants() {
        List<Metric> variants = new ArrayList<>(Bleu.variants());
        variants.addAll(Ter.variants());
        variants.addAll(RougeMetric.variants());
        variants.addAll(Meteor.variants());
        return variants;
    }

    /// Returns those, plus BERTScore and the cosine, which use a model.
    ///
    /// @param encoder used only when a pair is scored
    public static MetricCatalog all(SequenceEncoder encoder) {
        List<Metric> bertScores = BertScore.variants(encoder);
        List<Metric> variants = new ArrayList<>(lexicalVariants());
        variants.addAll(bertScores.subList(1, bertScores.size()));
        EmbeddingCosine cosine = new EmbeddingCosine(encoder);
        List<Metric> seen = List.of(bertScores.getFirst(), cosine, new AnswerRelevance(cosine));
        return new MetricCatalog(byName(texts(seen)), byName(variants));
    }

    private static List<Metric> texts(List<Metric> afterMeteor) {
        List<Metric> metrics = new ArrayList<>(List.of(new Bleu(), Chrf.ofCharacters(), Chrf.withWords(), new Ter()));
        metrics.addAll(RougeMetric.of(RougeStyle.USUAL));
        metrics.add(new Meteor());
        metrics.addAll(afterMeteor);
        metrics.addAll(List.of(new ExactMatch(), new TokenF1(), new EditSimilarity()));
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

    /// Returns the metric of that name with settings that are not part of a name: those of BLEU and chrF. Without
    /// any, like [#find].
    ///
    /// @throws InvalidMetricException if the metric does not exist, or settings are invalid
    public Metric find(String name, MetricOptions options) {
        Metric metric = switch (name) {
            case "bleu" -> Bleu.of(options);
            case "chrf" -> Chrf.ofCharacters(options);
            case "chrfpp" -> Chrf.withWords(options);
            default -> find(name).orElseThrow(() -> new InvalidMetricException("/name", "must be one of " + names()));
        };
        options.requireAllRead();
        return metric;
    }

    /// Returns the names in registration order. Variants such as `bleu-intl` are found but not listed.
    public SequencedSet<String> names() {
        return byName.sequencedKeySet();
    }
}
