package io.plumbline.bench.vectors;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.definition.MetricCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The differences between our numbers and those of reference implementations, by metric and source. Not
/// thread-safe.
final class VectorComparisons {

    static final double TOLERANCE = 1e-6;

    private final MetricCatalog catalog;
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();
    private final List<String> notCompared = new ArrayList<>();

    VectorComparisons(MetricCatalog catalog) {
        this.catalog = catalog;
    }

    ConformanceReport report() {
        return new ConformanceReport(
                comparisons.values().stream().map(Comparison::line).toList(), notCompared);
    }

    void leaveOut(String what) {
        if (!notCompared.contains(what)) {
            notCompared.add(what);
        }
    }

    Metric metric(String name) {
        return catalog.find(name).orElseThrow();
    }

    /// Returns metrics with settings that are not part of a name.
    Metric metric(String name, Map<String, Object> options) {
        return catalog.find(name, new MetricOptions(options));
    }

    Comparison of(String metric, String against, double tolerance) {
        return comparisons.computeIfAbsent(metric + " " + against, key -> new Comparison(metric, against, tolerance));
    }

    void pair(String name, String against, String id, TextPair texts, JsonNode expected) {
        of(name, against, TOLERANCE).add(id, expected.asDouble(), score(metric(name), texts));
    }

    static double score(Metric metric, TextPair texts) {
        return metric.pairScore(metric.statistics(texts));
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asString()));
        return strings;
    }

    /// The differences of one metric from one source of numbers.
    static final class Comparison {

        private final String metric;
        private final String against;
        private final double tolerance;
        private int cases;
        private double largest;
        private String worst = "";

        private Comparison(String metric, String against, double tolerance) {
            this.metric = metric;
            this.against = against;
            this.tolerance = tolerance;
        }

        void add(String id, double expected, double actual) {
            double difference = Math.abs(actual - expected);
            // written so that a NaN is a difference
            if (cases++ == 0 || !(difference <= largest)) {
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                worst = id;
            }
        }

        /// For values that are either equal or not.
        void add(String id, boolean equal) {
            add(id, 0, equal ? 0 : Double.POSITIVE_INFINITY);
        }

        private ConformanceReport.Line line() {
            return new ConformanceReport.Line(metric, against, cases, largest, tolerance, worst);
        }
    }
}
