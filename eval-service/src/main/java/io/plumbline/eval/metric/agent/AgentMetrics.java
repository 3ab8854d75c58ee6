package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// The metrics of tool calls and conversations by their names.
public final class AgentMetrics {

    private AgentMetrics() {}

    /// Returns name → the metric with options.
    public static SequencedMap<String, Function<MetricOptions, Metric>> byName() {
        SequencedMap<String, Function<MetricOptions, Metric>> byName = new LinkedHashMap<>();
        byName.put("toolCalls", ToolCallMatch::of);
        byName.put("toolUse", ToolUseRules::of);
        byName.put("toolArguments", _ -> new ToolArguments());
        byName.put("goalState", GoalState::of);
        byName.put("steps", ConversationLimits::steps);
        byName.put("completed", ConversationLimits::completed);
        return byName;
    }
}
