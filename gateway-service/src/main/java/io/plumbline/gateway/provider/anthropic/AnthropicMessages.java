package io.plumbline.gateway.provider.anthropic;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the messages of a request in Anthropic's dialect. All system messages become the system prompt.
/// Consecutive turns of one role are merged, so that all tool results are in one message.
final class AnthropicMessages {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String CONTENT = "content";
    private static final String SOURCE = "source";
    private static final String THINKING = "thinking";

    private AnthropicMessages() {}

    static void write(List<Message> messages, ObjectNode body) {
        ArrayNode system = body.arrayNode();
        ArrayNode turns = body.arrayNode();
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> system.addAll(blocks(message.parts()));
                case USER -> add("user", blocks(message.parts()), turns);
                case ASSISTANT -> add("assistant", blocks(message.parts()), turns);
            }
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        body.set("messages", turns);
    }

    private static void add(String role, ArrayNode blocks, ArrayNode turns) {
        if (blocks.isEmpty()) {
            return;
        }
        JsonNode last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.path("role").asString("").equals(role)) {
            ((ArrayNode) last.path(CONTENT)).addAll(blocks);
        } else {
            turns.addObject().put("role", role).set(CONTENT, blocks);
        }
    }

    private static ArrayNode blocks(List<Part> parts) {
        ArrayNode blocks = WireJson.newObject().arrayNode();
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> {
                    ObjectNode block = blocks.addObject().put(TYPE, TEXT).put(TEXT, text.text());
                    if (text.extras() != null) {
                        block.setAll(text.extras());
                    }
                }
                case Part.Refusal refusal -> blocks.addObject().put(TYPE, TEXT).put(TEXT, refusal.text());
                case Part.Image image -> blocks.add(image(image));
                case Part.Document document -> blocks.add(document(document));
                case Part.Thought thought -> think(thought, blocks);
                case Part.SealedThought sealed ->
                    blocks.addObject().put(TYPE, "redacted_thinking").put("data", sealed.data());
                case Part.ToolUse use -> blocks.add(call(use));
                case Part.ToolResult result -> blocks.add(result(result));
            }
        }
        return blocks;
    }

    /// Writes a thought. One without a signature is another provider's, which Anthropic refuses.
    private static void think(Part.Thought thought, ArrayNode blocks) {
        if (thought.signature() != null) {
            blocks.addObject().put(TYPE, THINKING).put(THINKING, thought.text()).put("signature", thought.signature());
        }
    }

    /// Writes an image. Anthropic has no equivalent of its detail.
    private static ObjectNode image(Part.Image image) {
        ObjectNode block = WireJson.newObject().put(TYPE, "image");
        block.set(SOURCE, source(image.media()));
        return block;
    }

    private static ObjectNode document(Part.Document document) {
        Media media = document.media();
        if (media.base64() != null && !"application/pdf".equals(media.mediaType())) {
            throw InvalidCalls.at(document.param(), "must be a PDF for the model behind this route");
        }
        ObjectNode block = WireJson.newObject().put(TYPE, "document");
        block.set(SOURCE, source(media));
        if (document.name() != null) {
            block.put("title", document.name());
        }
        return block;
    }

    private static ObjectNode source(Media media) {
        ObjectNode source = WireJson.newObject();
        if (media.url() != null) {
            return source.put(TYPE, "url").put("url", media.url());
        }
        boolean text = media.text() != null;
        return source.put(TYPE, text ? TEXT : "base64")
                .put("media_type", media.mediaType())
                .put("data", text ? media.text() : media.base64());
    }

    private static ObjectNode call(Part.ToolUse use) {
        ObjectNode block =
                WireJson.newObject().put(TYPE, "tool_use").put("id", use.id()).put("name", use.name());
        block.set(
                "input",
                use.arguments().isEmpty()
                        ? WireJson.newObject()
                        : WireJson.object(use.arguments().getBytes(StandardCharsets.UTF_8))
                                .orElseThrow(() ->
                                        InvalidCalls.at(use.param(), "must have arguments that are a JSON object")));
        return block;
    }

    private static ObjectNode result(Part.ToolResult result) {
        ObjectNode block = WireJson.newObject().put(TYPE, "tool_result").put("tool_use_id", result.callId());
        List<Part> content = result.content();
        if (content.isEmpty()) {
            block.put(CONTENT, "");
        } else if (content.size() == 1 && content.getFirst() instanceof Part.Text text && text.isWhole()) {
            block.put(CONTENT, text.text());
        } else {
            block.set(CONTENT, blocks(content));
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
        return block;
    }
}
