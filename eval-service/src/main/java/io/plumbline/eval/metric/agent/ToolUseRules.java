package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.toolcall.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `toolUse`: whether every tool in `required` was called and none in `forbidden`, the tools in `order` were called
/// in this order, and at most `atMost` calls were made. The record's `requiredTools` and `forbiddenTools` also
/// count.
///
/// @param order may have other calls between them
record ToolUseRules(List<String> required, Set<String> forbidden, List<String> order, int atMost)
        implements MeanMetric {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_CALLS = 10_000;

    static ToolUseRules of(MetricOptions options) {
        return new ToolUseRules(
                options.texts("required", LONGEST_NAME),
                Set.copyOf(options.texts("forbidden", LONGEST_NAME)),
                options.texts("order", LONGEST_NAME),
                options.integer("atMost", MOST_CALLS, 0, MOST_CALLS));
    }

    @Override
    public String name() {
        return "toolUse";
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
        List<String> called =
                EvidenceCalls.of(pair.evidence()).stream().map(ToolCall::name).toList();
        Set<String> never = new HashSet<>(forbidden);
        never.addAll(EvidenceCalls.names(pair.evidence(), "forbiddenTools"));
        List<String> always = new ArrayList<>(required);
        always.addAll(EvidenceCalls.names(pair.evidence(), "requiredTools"));
        boolean holds = called.size() <= atMost
                && called.containsAll(always)
                && called.stream().noneMatch(never::contains)
                && isInOrder(called);
        return holds ? 1 : 0;
    }

    private boolean isInOrder(List<String> called) {
        int next = 0;
        for (String name : called) {
            if (next < order.size() && name.equals(order.get(next))) {
                next++;
            }
        }
        return next == order.size();
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "required:" + required + "|forbidden:"
                + forbidden.stream().sorted().toList() + "|order:" + order + "|atMost:" + atMost;
    }
}
