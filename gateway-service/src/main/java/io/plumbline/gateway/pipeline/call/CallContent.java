package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The stored content of a call: `{"messages", "tools"?, "tags"?, "choices"?}`, as the provider received and sent
/// it, with placeholders for the caller's own values.
public final class CallContent {

    private CallContent() {}

    /// Stores the redacted request and its redacted tags.
    public static void keepRequest(ClientCall call, @Nullable ObjectNode tags) {
        ObjectNode content = WireJson.newObject();
        for (String field : call.request().surface().parameters().kept()) {
            JsonNode value = call.request().body().get(field);
            if (value != null) {
                content.set(field, value);
            }
        }
        if (tags != null) {
            content.set("tags", tags);
        }
        call.account().keep(content);
    }

    /// Adds the answer if the request is stored.
    public static void keepAnswer(ClientCall call) {
        ObjectNode content = call.account().content();
        ArrayNode choices = content == null ? null : call.delivery().remembered();
        if (content != null && choices != null) {
            content.set("choices", choices);
        }
    }
}
