package io.plumbline.gateway.translation;

import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Usage in both languages. OpenAI counts what was cached within its `prompt_tokens`, Anthropic beside its
/// `input_tokens`.
final class Usages {

    private Usages() {}

    /// Anthropic's usage in OpenAI's words. What was written to a cache is a number that OpenAI has no word
    /// for; it has the one that other gateways give it.
    static ObjectNode toChat(JsonNode usage) {
        long read = usage.path("cache_read_input_tokens").asLong(0);
        long written = usage.path("cache_creation_input_tokens").asLong(0);
        long input = usage.path("input_tokens").asLong(0) + read + written;
        long output = usage.path("output_tokens").asLong(0);
        ObjectNode chat = WireJson.newObject()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        ObjectNode details = chat.putObject("prompt_tokens_details").put("cached_tokens", read);
        if (written > 0) {
            details.put("cache_creation_tokens", written);
        }
        return chat;
    }

    /// OpenAI's usage in Anthropic's words.
    static ObjectNode toMessages(JsonNode usage) {
        JsonNode details = usage.path("prompt_tokens_details");
        long read = details.path("cached_tokens").asLong(0);
        long input = usage.path("prompt_tokens").asLong(0);
        return WireJson.newObject()
                .put("input_tokens", Math.max(0, input - read))
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", Math.min(read, input))
                .put("output_tokens", usage.path("completion_tokens").asLong(0));
    }
}
