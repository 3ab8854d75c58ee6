package io.plumbline.gateway.translation;

/// Why an answer ended, in both languages.
final class StopReasons {

    private StopReasons() {}

    /// Anthropic's `stop_reason` as OpenAI's `finish_reason`.
    static String toChat(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    /// OpenAI's `finish_reason` as Anthropic's `stop_reason`. OpenAI does not tell an end at a stop sequence
    /// from any other.
    static String toMessages(String reason) {
        return switch (reason) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> "end_turn";
        };
    }
}
