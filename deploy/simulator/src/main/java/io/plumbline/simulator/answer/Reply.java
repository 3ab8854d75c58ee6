package io.plumbline.simulator.answer;

import io.plumbline.simulator.tool.SimulatedToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The model's reply.
///
/// @param stopSequence the sequence that ended it, if the ending is STOP_SEQUENCE
/// @param tokens of the text and of the tool calls
public record Reply(
        String text,
        List<SimulatedToolCall> calls,
        Ending ending,
        @Nullable String stopSequence,
        int tokens) {

    public enum Ending {
        STOP,
        STOP_SEQUENCE,
        LENGTH,
        TOOL_CALLS
    }
}
