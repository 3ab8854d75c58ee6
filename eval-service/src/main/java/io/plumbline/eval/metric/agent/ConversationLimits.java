package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.trace.Trace;

/// `steps`: whether the model needed at most `atMost` calls. `completed`: whether the conversation ended by itself,
/// before a limit. An answer without steps is one call that ended by itself.
record ConversationLimits(String name, int atMost) implements MeanMetric {

    private static final int MOST = 1_000;

    static ConversationLimits steps(MetricOptions options) {
        if (!options.has("atMost")) {
            throw MetricOptions.fault("atMost", "must be a whole number from 1 to " + MOST);
        }
        return new ConversationLimits("steps", options.integer("atMost", 1, 1, MOST));
    }

    static ConversationLimits completed(MetricOptions options) {
        return new ConversationLimits("completed", 0);
    }

    @Override
    public boolean needsReferences() {
        return false;
    }

    @Override
    public boolean needsEvidence() {
        return true;
    }

    @Override
    public double score(TextPair pair) {
        Trace trace = pair.evidence().trace();
        boolean holds = atMost == 0
                ? trace == null || trace.ending() == Trace.Ending.COMPLETED
                : trace == null || trace.modelCalls() <= atMost;
        return holds ? 1 : 0;
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return atMost == 0 ? "ended:completed" : "steps:atMost:" + atMost;
    }
}
