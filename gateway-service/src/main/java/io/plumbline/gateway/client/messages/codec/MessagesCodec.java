package io.plumbline.gateway.client.messages.codec;

import io.plumbline.gateway.client.anthropic.AnthropicErrors;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's messages. The signature of a tool call, which Anthropic's own models do not have, is in the member
/// `extra_content` of its block, as in a chat completion.
public final class MessagesCodec implements ClientCodec {

    private static final String TYPE = "type";
    private static final String TEXT = "text";

    @Override
    public ModelRequest read(ObjectNode body) {
        return new MessagesRequest(body).read();
    }

    @Override
    public ObjectNode write(ModelAnswer answer, long createdSeconds) {
        ObjectNode message = WireJson.newObject()
                .put("id", answer.id())
                .put(TYPE, "message")
                .put("role", "assistant")
                .put("model", answer.model());
        ArrayNode content = message.putArray("content");
        boolean refused = false;
        for (Part part : answer.parts()) {
            refused |= part instanceof Part.Refusal;
            block(part, content);
        }
        message.put("stop_reason", refused ? reason(FinishReason.CONTENT_FILTER) : reason(answer.finishReason()));
        message.put("stop_sequence", answer.stopSequence());
        message.set("usage", usage(answer.usage()));
        return message;
    }

    private static void block(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text said -> content.addObject().put(TYPE, TEXT).put(TEXT, said.text());
            case Part.Refusal refusal -> content.addObject().put(TYPE, TEXT).put(TEXT, refusal.text());
            case Part.Thought thought ->
                content.addObject()
                        .put(TYPE, "thinking")
                        .put("thinking", thought.text())
                        .put("signature", thought.signature() == null ? "" : thought.signature());
            case Part.SealedThought sealed -> content.add(sealedThought(sealed.data()));
            case Part.ToolUse use ->
                content.add(call(
                        use.id(),
                        use.name(),
                        WireJson.object(use.arguments().getBytes(StandardCharsets.UTF_8))
                                .orElseGet(WireJson::newObject),
                        use.signature()));
            case Part.Image _, Part.Document _, Part.ToolResult _ -> {
                // have no place in an answer
            }
        }
    }

    @Override
    public DeltaWriter deltas(long createdSeconds) {
        return new MessageEventWriter();
    }

    @Override
    public ObjectNode write(ProviderRefusal refusal) {
        ObjectNode body = AnthropicErrors.shape(AnthropicErrors.typeOf(refusal.status()), refusal.messageOrStatus());
        if (refusal.code() != null) {
            ((ObjectNode) body.path("error")).put("code", refusal.code());
        }
        return body;
    }

    static ObjectNode sealedThought(String data) {
        return WireJson.newObject().put(TYPE, "redacted_thinking").put("data", data);
    }

    static ObjectNode call(String id, String name, ObjectNode input, @Nullable String signature) {
        ObjectNode call =
                WireJson.newObject().put(TYPE, "tool_use").put("id", id).put("name", name);
        call.set("input", input);
        if (signature != null) {
            call.putObject("extra_content").putObject("google").put("thought_signature", signature);
        }
        return call;
    }

    static String reason(FinishReason reason) {
        return switch (reason) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }

    /// Writes the usage. Anthropic counts cached tokens separately from the input.
    static ObjectNode usage(Usage used) {
        return WireJson.newObject()
                .put("input_tokens", Math.max(0, used.input() - used.cacheRead() - used.cacheWritten()))
                .put("cache_creation_input_tokens", used.cacheWritten())
                .put("cache_read_input_tokens", used.cacheRead())
                .put("output_tokens", used.output());
    }
}
