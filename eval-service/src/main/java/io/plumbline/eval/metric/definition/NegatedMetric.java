package io.plumbline.eval.metric.definition;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import java.util.List;

/// An inverted metric: its maximum minus its score, at least 0. So a floor can exclude something, and an error
/// rate becomes a score where higher is better.
record NegatedMetric(String name, Metric metric) implements DerivedMetric {

    @Override
    public Metric within(List<String> references) {
        return new NegatedMetric(name, metric.within(references));
    }

    @Override
    public double pairScore(double[] statistics) {
        return Math.max(0, maximum() - metric.pairScore(statistics));
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return Math.max(0, maximum() - metric.corpusScore(summedStatistics));
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "not:" + metric.name() + "|" + metric.pairSignature(references);
    }

    @Override
    public String corpusSignature(ReferenceCount references) {
        return "not:" + metric.name() + "|" + metric.corpusSignature(references);
    }
}
