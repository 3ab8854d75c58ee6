package io.plumbline.eval.metric.definition;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.TextPair;
import java.util.List;

/// A metric that measures as another one does.
interface DerivedMetric extends Metric {

    Metric metric();

    @Override
    default double maximum() {
        return metric().maximum();
    }

    @Override
    default int mostPairs() {
        return metric().mostPairs();
    }

    @Override
    default boolean needsReferences() {
        return metric().needsReferences();
    }

    @Override
    default boolean needsEvidence() {
        return metric().needsEvidence();
    }

    @Override
    default boolean canScore(TextPair pair) {
        return metric().canScore(pair);
    }

    @Override
    default boolean dependsOnCorpus() {
        return metric().dependsOnCorpus();
    }

    @Override
    default boolean sendsOut() {
        return metric().sendsOut();
    }

    @Override
    default double costUsdPerPair() {
        return metric().costUsdPerPair();
    }

    @Override
    default double[] statistics(TextPair pair) {
        return metric().statistics(pair);
    }

    @Override
    default double[][] statistics(List<TextPair> pairs) {
        return metric().statistics(pairs);
    }

    @Override
    default boolean isMean() {
        return metric().isMean();
    }
}
