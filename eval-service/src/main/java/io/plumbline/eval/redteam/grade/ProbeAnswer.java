package io.plumbline.eval.redteam.grade;

import java.util.List;

/// What a model returned.
///
/// @param text empty if it only calls tools
/// @param outputTokens as counted by the provider
public record ProbeAnswer(String text, List<ToolCall> toolCalls, long outputTokens) {

    public ProbeAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /// @param arguments as the model wrote them
    public record ToolCall(String name, String arguments) {}

    public static ProbeAnswer of(String text) {
        return new ProbeAnswer(text, List.of(), 0);
    }
}
