package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.toolcall.CallMatcher;
import io.plumbline.eval.trace.Trace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `goalState`: whether the mocked tools left the state that the record expects (`goalState`): all its members,
/// whatever else there is, or with `exact` no others. Texts and numbers must be equal. A record without `goalState`
/// has no score.
record GoalState(boolean exact) implements MeanMetric {

    private static final JsonMapper JSON = JsonMapper.shared();

    static GoalState of(MetricOptions options) {
        return new GoalState(options.flag("exact"));
    }

    @Override
    public String name() {
        return "goalState";
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
        return pair.evidence().field("goalState") != null;
    }

    @Override
    public double score(TextPair pair) {
        JsonNode goal = JSON.valueToTree(pair.evidence().field("goalState"));
        Trace trace = pair.evidence().trace();
        JsonNode state = trace == null ? null : trace.stateOrNull();
        return reached(goal, state) ? 1 : 0;
    }

    private boolean reached(JsonNode goal, @Nullable JsonNode state) {
        if (state == null) {
            return false;
        }
        if (goal.isObject() && state.isObject()) {
            return (!exact || goal.size() == state.size())
                    && goal.propertyStream().allMatch(member -> reached(member.getValue(), state.get(member.getKey())));
        }
        if (goal.isArray() && state.isArray() && goal.size() == state.size()) {
            for (int i = 0; i < goal.size(); i++) {
                if (!reached(goal.get(i), state.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return goal.isNumber() ? CallMatcher.equal(goal, state) : goal.equals(state);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "state:" + (exact ? "exact" : "subset");
    }
}
