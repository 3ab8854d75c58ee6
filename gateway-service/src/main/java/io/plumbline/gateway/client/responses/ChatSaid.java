package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Usage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the model's answer from a guarded chat completion. Accepts any content, since the guards have released
/// it.
final class ChatSaid {

    private static final String FINISH_REASON = "finish_reason";
    private static final String TOOL_CALLS = "tool_calls";

    private ChatSaid() {}

    /// @param choice of a completion, or a stored one
    static ModelAnswer of(JsonNode choice, String model, Usage usage) {
        JsonNode message = choice.path("message");
        List<Part> parts = new ArrayList<>();
        String thought = thought(message);
        if (!thought.isEmpty()) {
            parts.add(new Part.Thought(thought, null, ""));
        }
        String text = text(message.path("content"));
        if (!text.isEmpty()) {
            parts.add(Part.Text.of(text));
        }
        String refusal = message.path("refusal").asString("");
        if (!refusal.isEmpty()) {
            parts.add(new Part.Refusal(refusal, ""));
        }
        for (JsonNode call : message.path(TOOL_CALLS)) {
            JsonNode function = call.path("function");
            JsonNode arguments = function.path("arguments");
            parts.add(new Part.ToolUse(
                    call.path("id").asString(""),
                    function.path("name").asString(""),
                    arguments.isObject() ? arguments.toString() : arguments.asString(""),
                    null,
                    ""));
        }
        return new ModelAnswer(
                "", model, parts, reason(choice.path(FINISH_REASON).asString("")), null, usage);
    }

    private static String thought(JsonNode said) {
        return said.path("reasoning_content").asString(said.path("reasoning").asString(""));
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asString(""));
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    private static FinishReason reason(String reason) {
        return switch (reason) {
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
    }

    static Usage usage(JsonNode usage) {
        return new Usage(
                usage.path("prompt_tokens").asLong(0),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                0,
                usage.path("completion_tokens").asLong(0),
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
    }
}
