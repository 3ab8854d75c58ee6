package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.dialect.answer.FilterSigns;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Detects OpenAI's and Azure's finish reason `content_filter`.
final class ChatFilterSigns implements FilterSigns {

    private static final Set<String> SAYING = Set.of(
            "content", "refusal", "tool_calls", "function_call", "reasoning_content", "reasoning", "text", "thinking");

    @Override
    public boolean isFiltered(ObjectNode answer) {
        JsonNode choices = answer.path(ChatChunks.CHOICES);
        return !choices.isEmpty() && choices.valueStream().allMatch(ChatFilterSigns::isFiltered);
    }

    @Override
    public boolean saysSomething(ObjectNode event) {
        return event.path(ChatChunks.CHOICES)
                .valueStream()
                .anyMatch(choice -> FilterSigns.has(choice.path(ChatChunks.DELTA), SAYING));
    }

    @Override
    public boolean endsFiltered(ObjectNode event) {
        return event.path(ChatChunks.CHOICES).valueStream().anyMatch(ChatFilterSigns::isFiltered);
    }

    private static boolean isFiltered(JsonNode choice) {
        return choice.path("finish_reason").asString("").equals("content_filter");
    }
}
