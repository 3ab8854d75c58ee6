package io.plumbline.eval.metric.definition;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import java.util.List;

/// A metric under another name.
record NamedMetric(String name, Metric metric) implements DerivedMetric {

    @Override
    public boolean isErrorRate() {
        return metric.isErrorRate();
    }

    @Override
    public Metric within(List<String> references) {
        return new NamedMetric(name, metric.within(references));
    }

    @Override
    public double pairScore(double[] statistics) {
        return metric.pairScore(statistics);
    }

    @Override
    public double corpusScore(double[] summedStatistics) {
        return metric.corpusScore(summedStatistics);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return metric.name() + "|" + metric.pairSignature(references);
    }

    @Override
    public String corpusSignature(ReferenceCount references) {
        return metric.name() + "|" + metric.corpusSignature(references);
    }
}
