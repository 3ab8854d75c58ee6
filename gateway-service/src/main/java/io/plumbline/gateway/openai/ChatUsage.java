package io.plumbline.gateway.openai;

import io.plumbline.gateway.dialect.WireCounts;
import io.plumbline.gateway.price.TokenUsage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a provider says of usage, in OpenAI's words.
final class ChatUsage {

    private ChatUsage() {}

    /// Adds what another answer used, wherever it stands. What is no count stays as it is.
    static void add(ObjectNode more, ObjectNode to) {
        for (Map.Entry<String, JsonNode> member : more.properties()) {
            String name = member.getKey();
            JsonNode before = to.get(name);
            if (before instanceof ObjectNode inner && member.getValue() instanceof ObjectNode other) {
                add(other, inner);
            } else if (isNumber(before) && isNumber(member.getValue())) {
                to.put(name, before.asLong() + member.getValue().asLong());
            }
        }
    }

    private static boolean isNumber(@Nullable JsonNode node) {
        return node != null && node.isIntegralNumber() && WireCounts.isCount(node);
    }

    /// Null when it says nothing, or nothing that can be.
    static @Nullable TokenUsage reported(@Nullable JsonNode usage) {
        if (usage == null || !usage.path("prompt_tokens").isNumber()) {
            return null;
        }
        JsonNode input = usage.path("prompt_tokens");
        JsonNode cached = usage.path("prompt_tokens_details").path("cached_tokens");
        JsonNode output = usage.path("completion_tokens");
        if (!WireCounts.isCount(input) || !WireCounts.isCount(cached) || !WireCounts.isCount(output)) {
            return null;
        }
        return new TokenUsage(input.asLong(0), cached.asLong(0), output.asLong(0), false);
    }
}
