package io.plumbline.simulator.answer;

import io.plumbline.simulator.tool.SimulatedToolCall;
import java.util.List;

/// The model's reply before limits apply.
record Draft(String text, List<SimulatedToolCall> calls) {
    static Draft of(String text) {
        return new Draft(text, List.of());
    }

    static Draft of(List<SimulatedToolCall> calls) {
        return new Draft("", List.copyOf(calls));
    }
}
