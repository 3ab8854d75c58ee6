package io.plumbline.eval.metric.definition;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.List;

/// A metric under another name.
record NamedMetric(String name, Metric metric) implements Metric {

    @Override
    public double maximum() {
        return metric.maximum();
    }

    @Override
    public boolean isErrorRate() {
        return metric.isErrorRate();
    }

    @Override
    public int mostPairs() {
        return metric.mostPairs();
    }

    @Override
    public boolean needsReferences() {
        return metric.needsReferences();
    }

    @Override
    public boolean needsEvidence() {
        return metric.needsEvidence();
    }

    @Override
    public boolean canScore(TextPair pair) {
        return metric.canScore(pair);
    }

    @Override
    public boolean dependsOnCorpus() {
        return metric.dependsOnCorpus();
    }

    @Override
    public Metric within(List<String> references) {
        return new NamedMetric(name, metric.within(references));
    }

    @Override
    public boolean sendsOut() {
        return metric.sendsOut();
    }

    @Override
    public boolean callsService() {
        return metric.callsService();
    }

    @Override
    public double costUsdPerPair() {
        return metric.costUsdPerPair();
    }

    @Override
    public double[] statistics(TextPair pair) {
        return metric.statistics(pair);
    }

    @Override
    public double[][] statistics(List<TextPair> pairs) {
        return metric.statistics(pairs);
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
    public boolean isMean() {
        return metric.isMean();
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
