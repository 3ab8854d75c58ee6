package io.plumbline.eval.metric.definition;

import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.assertion.Assertions;
import io.plumbline.eval.metric.scorer.RegisteredScorer;
import io.plumbline.eval.metric.scorer.RegisteredScorers;
import io.plumbline.eval.metric.scorer.WasmScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Resolves definitions to metrics, assertions, configured scorers, and sets of them. Immutable.
public final class MetricResolver {

    static final String SET = "set";

    private static final int DEEPEST = 3;
    private static final String MODULE = "module";
    private static final String VERSION = "version";
    private static final int LONGEST_REFERENCE = 73;
    /// Length of `sha256:` and 64 hexadecimal digits.
    private static final int DIGEST = 71;

    private final MetricCatalog metrics;
    private final Map<String, Metric> scorers;
    private final RegisteredScorers registered;

    /// @param scorers external metrics, by name
    /// @param registered the scorers that users registered
    public MetricResolver(MetricCatalog metrics, Map<String, Metric> scorers, RegisteredScorers registered) {
        this.metrics = metrics;
        this.scorers = Map.copyOf(scorers);
        this.registered = registered;
    }

    /// Without registered scorers.
    public MetricResolver(MetricCatalog metrics, Map<String, Metric> scorers) {
        this(metrics, scorers, RegisteredScorers.NONE);
    }

    /// Without scorers.
    public static MetricResolver of(MetricCatalog metrics) {
        return new MetricResolver(metrics, Map.of());
    }

    /// Returns all names except variants and sets.
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(metrics.names());
        names.addAll(Assertions.names());
        names.addAll(scorers.keySet());
        names.add(WasmScorer.NAME);
        names.add(RegisteredScorer.NAME);
        return names;
    }

    /// Returns the metric under its defined name.
    ///
    /// @throws InvalidMetricException if the definition is invalid, with a position in it
    public Metric metric(MetricDefinition definition) {
        return metric(definition, 0);
    }

    private Metric metric(MetricDefinition definition, int depth) {
        boolean set = definition.name().equals(SET);
        if (!set && (definition.of() != null || definition.threshold() != null)) {
            throw new InvalidMetricException(definition.of() != null ? "/of" : "/threshold", "is for a set");
        }
        Metric metric = set ? set(definition, depth) : single(definition);
        if (definition.negated()) {
            return new NegatedMetric(definition.label(), metric);
        }
        return definition.label().equals(metric.name()) ? metric : new NamedMetric(definition.label(), metric);
    }

    private Metric single(MetricDefinition definition) {
        String name = definition.name();
        Map<String, Object> given = definition.options() == null ? Map.of() : definition.options();
        MetricOptions options = new MetricOptions(given);
        Metric scorer = scorers.get(name);
        if (scorer != null) {
            options.requireAllRead();
            return scorer;
        }
        if (name.equals(WasmScorer.NAME)) {
            return module(options);
        }
        if (name.equals(RegisteredScorer.NAME)) {
            return registered(options);
        }
        return Assertions.find(name, options).orElseGet(() -> {
            if (metrics.find(name).isEmpty()) {
                throw new InvalidMetricException("/name", "must be one of " + names());
            }
            return metrics.find(name, options);
        });
    }

    private Metric module(MetricOptions options) {
        String digest = options.text(MODULE, DIGEST);
        options.requireAllRead();
        if (digest == null) {
            throw MetricOptions.fault(MODULE, "must be the digest of a registered module");
        }
        return registered
                .module(digest)
                .map(program -> new WasmScorer(digest, program))
                .orElseThrow(() -> MetricOptions.fault(MODULE, "is not the digest of a module that you can use"));
    }

    private Metric registered(MetricOptions options) {
        String reference = options.text(VERSION, LONGEST_REFERENCE);
        options.requireAllRead();
        if (reference == null) {
            throw MetricOptions.fault(VERSION, "must be NAME@VERSION of a registered scorer");
        }
        return registered
                .version(reference)
                .orElseThrow(() -> MetricOptions.fault(VERSION, "is not a version of a scorer that you can use"));
    }

    private Metric set(MetricDefinition definition, int depth) {
        List<MetricDefinition> of = definition.of();
        if (of == null || of.isEmpty()) {
            throw new InvalidMetricException("/of", "must have the metrics of the set");
        }
        if (depth == DEEPEST) {
            throw new InvalidMetricException("/of", "must not be sets of sets of sets");
        }
        if (definition.options() != null && !definition.options().isEmpty()) {
            throw new InvalidMetricException("/options", "are not for a set");
        }
        List<MetricSet.Part> parts = new ArrayList<>(of.size());
        Map<String, Metric> labels = new LinkedHashMap<>();
        for (int i = 0; i < of.size(); i++) {
            String pointer = "/of/" + i;
            try {
                Metric part = metric(of.get(i), depth + 1);
                if (part.isErrorRate()) {
                    throw new InvalidMetricException("/negate", "must be true: lower is better");
                }
                if (labels.put(part.name(), part) != null) {
                    throw new InvalidMetricException("/as", "must be another name: the set already has this one");
                }
                parts.add(new MetricSet.Part(part, of.get(i).weightOrOne()));
            } catch (InvalidMetricException e) {
                throw e.below(pointer);
            }
        }
        return new MetricSet(definition.label(), parts, definition.threshold());
    }
}
