package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.FilterSigns;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Detects Anthropic's stop reason `refusal`.
final class MessageFilterSigns implements FilterSigns {

    private static final Set<String> SAYING = Set.of("text", "thinking");
    private static final Set<String> SAYING_DELTAS = Set.of("text", "thinking", "partial_json", "citation");

    @Override
    public boolean isFiltered(ObjectNode answer) {
        return isRefusal(answer);
    }

    @Override
    public boolean saysSomething(ObjectNode event) {
        JsonNode block = event.path("content_block");
        return !block.path(MessageTexts.TYPE).asString("text").equals("text")
                || FilterSigns.has(block, SAYING)
                || FilterSigns.has(event.path("delta"), SAYING_DELTAS);
    }

    @Override
    public boolean endsFiltered(ObjectNode event) {
        return isRefusal(event.path("delta"));
    }

    private static boolean isRefusal(JsonNode holder) {
        return holder.path("stop_reason").asString("").equals("refusal");
    }

    /// Returns the usage, which is in the message where a message begins.
    @Override
    public ObjectNode usage(ObjectNode answer) {
        return answer.path("message").path("usage") instanceof ObjectNode usage
                ? usage
                : FilterSigns.super.usage(answer);
    }
}
