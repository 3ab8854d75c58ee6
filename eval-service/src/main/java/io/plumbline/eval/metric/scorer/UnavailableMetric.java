package io.plumbline.eval.metric.scorer;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;

/// A known but unavailable metric: it never has a score.
///
/// @param reason what is missing
public record UnavailableMetric(String name, String reason) implements MeanMetric {

    @Override
    public double score(TextPair pair) {
        throw new MetricUnavailableException(name + " is UNAVAILABLE: " + reason);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "UNAVAILABLE";
    }
}
