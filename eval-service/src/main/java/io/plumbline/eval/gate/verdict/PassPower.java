package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;

/// pass^k of a metric, in its scale: computed from several answers to an item, never from one text.
record PassPower(Metric metric) implements MeanMetric {

    private static final double ROUNDING = 1e-9;

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public double maximum() {
        return metric.maximum();
    }

    /// Returns the maximum times C(c, k) / C(n, k), where c of the n scores are the best possible.
    double of(double[] scores, int k) {
        int passed = 0;
        for (double score : scores) {
            passed += score >= metric.maximum() - ROUNDING ? 1 : 0;
        }
        double power = 1;
        for (int i = 0; i < k; i++) {
            power *= Math.max(0, passed - i) / (double) (scores.length - i);
        }
        return power * metric.maximum();
    }

    @Override
    public double score(TextPair pair) {
        throw new UnsupportedOperationException("pass^k needs several answers");
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return metric.pairSignature(references);
    }
}
