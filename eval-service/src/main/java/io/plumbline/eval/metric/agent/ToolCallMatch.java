package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.AnswerEvidence;
import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.toolcall.CallMatcher;
import io.plumbline.eval.toolcall.ExpectedCall;
import io.plumbline.eval.toolcall.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `toolCalls`: whether the calls are those that the record expects (`expectedCalls`), compared by their syntax
/// trees ([CallMatcher]). Any order counts unless `order` is `exact`, and further calls are faults unless `extra`
/// is true. With `partial`, the score is F1 of the calls. A record without `expectedCalls` has no score.
record ToolCallMatch(Order order, boolean extra, boolean partial) implements MeanMetric {

    /// The order in which calls must be made.
    enum Order {
        ANY,
        EXACT
    }

    static ToolCallMatch of(MetricOptions options) {
        return new ToolCallMatch(
                options.choice("order", Order.ANY, order -> order == Order.ANY ? "any" : "exact"),
                options.flag("extra"),
                options.flag("partial"));
    }

    @Override
    public String name() {
        return "toolCalls";
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
    public boolean canScore(TextPair pair) {
        return expected(pair.evidence()) != null;
    }

    @Override
    public double score(TextPair pair) {
        List<ExpectedCall> expected = expected(pair.evidence());
        if (expected == null) {
            return 0;
        }
        List<ToolCall> calls = EvidenceCalls.of(pair.evidence());
        CallMatcher matcher = new CallMatcher(EvidenceCalls.schemas(pair.evidence()));
        CallMatcher.Matching found =
                order == Order.ANY ? matcher.anyOrder(expected, calls) : matcher.inOrder(expected, calls);
        if (partial) {
            return extra ? share(found) : found.f1();
        }
        return (extra ? found.isComplete() : found.isExact()) ? 1 : 0;
    }

    private static double share(CallMatcher.Matching found) {
        return found.expected() == 0 ? 1 : (double) found.matched() / found.expected();
    }

    private static @Nullable List<ExpectedCall> expected(AnswerEvidence evidence) {
        Object expected = evidence.field("expectedCalls");
        try {
            return expected == null ? null : ExpectedCall.list(expected);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "calls:ast|order:" + (order == Order.ANY ? "any" : "exact") + "|extra:" + extra + "|partial:" + partial;
    }
}
