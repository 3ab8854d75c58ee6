package io.plumbline.simulator.answer;

import io.plumbline.simulator.tool.ToolCall;
import java.util.List;

/// The model's reply before limits apply.
record Draft(String text, List<ToolCall> calls) {
    static Draft of(String text) {
        return new Draft(text, List.of());
    }

    static Draft of(List<ToolCall> calls) {
        return new Draft("", List.copyOf(calls));
    }
}
