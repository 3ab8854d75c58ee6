package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.agent.AgentMetrics;
import io.plumbline.eval.metric.retrieval.RetrievalMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;

/// The assertions and the metrics with options by their names in the API and suites.
public final class Assertions {

    private static final SequencedMap<String, Function<MetricOptions, Metric>> BY_NAME = byName();

    private Assertions() {}

    private static SequencedMap<String, Function<MetricOptions, Metric>> byName() {
        SequencedMap<String, Function<MetricOptions, Metric>> byName = new LinkedHashMap<>();
        byName.put("contains", TextAssertions::contains);
        byName.put("startsWith", TextAssertions::startsWith);
        byName.put("regex", TextAssertions::regex);
        byName.put("refusal", Refusals::refusal);
        byName.put("json", JsonAssertions::json);
        byName.put("jsonSchema", JsonAssertions::schema);
        byName.put("number", Numbers::number);
        byName.put("compiles", Compilations::compiles);
        byName.put("latency", FigureAssertions::latency);
        byName.put("tokens", FigureAssertions::tokens);
        byName.put("cost", FigureAssertions::cost);
        byName.putAll(AgentMetrics.byName());
        byName.putAll(RetrievalMetrics.byName());
        return Collections.unmodifiableSequencedMap(byName);
    }

    public static SequencedSet<String> names() {
        return BY_NAME.sequencedKeySet();
    }

    /// Returns the assertion of that name; empty if there is none.
    ///
    /// @throws InvalidMetricException if the options are invalid
    public static Optional<Metric> find(String name, MetricOptions options) {
        Function<MetricOptions, Metric> made = BY_NAME.get(name);
        if (made == null) {
            return Optional.empty();
        }
        Metric metric = made.apply(options);
        options.requireAllRead();
        return Optional.of(metric);
    }
}
