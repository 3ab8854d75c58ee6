package io.plumbline.gateway.client.completions.codec;

import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.gateway.wire.WireJson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions. What the model thought is in `reasoning_content`, and whole, with its signature, in
/// `thinking_blocks`; the signature of a call of a tool is in its `extra_content.google.thought_signature`. A
/// client sends both back as they are.
@Component
public final class CompletionsCodec implements ClientCodec {

    @Override
    public ModelRequest read(ObjectNode body) {
        return new CompletionsRequest(body).read();
    }

    @Override
    public ObjectNode write(ModelAnswer answer, long createdSeconds) {
        ObjectNode chat = WireJson.newObject()
                .put("id", answer.id())
                .put("object", "chat.completion")
                .put("created", createdSeconds)
                .put("model", answer.model());
        ObjectNode choice = chat.putArray("choices").addObject().put("index", 0);
        message(answer, choice.putObject("message").put("role", "assistant"));
        choice.putNull("logprobs").put("finish_reason", reason(answer.finishReason()));
        chat.set("usage", usage(answer.usage()));
        return chat;
    }

    private static void message(ModelAnswer answer, ObjectNode message) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        ArrayNode thoughts = message.arrayNode();
        ArrayNode calls = message.arrayNode();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text said -> text.append(said.text());
                case Part.Refusal refused -> refusal.append(refused.text());
                case Part.Thought thought -> {
                    reasoning.append(thought.text());
                    thoughts.add(thought(thought.text(), thought.signature()));
                }
                case Part.SealedThought sealed -> thoughts.add(sealedThought(sealed.data()));
                case Part.ToolUse use ->
                    calls.add(call(
                            use.id(), use.name(), use.arguments().isEmpty() ? "{}" : use.arguments(), use.signature()));
                case Part.Image _, Part.Document _, Part.ToolResult _ -> {
                    // have no place in a completion
                }
            }
        }
        boolean silent = text.isEmpty() && !(calls.isEmpty() && refusal.isEmpty());
        message.put("content", silent ? null : text.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!thoughts.isEmpty()) {
            message.set("thinking_blocks", thoughts);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    @Override
    public DeltaWriter deltas(long createdSeconds) {
        return new ChunkWriter(createdSeconds);
    }

    @Override
    public ObjectNode write(ProviderRefusal refusal) {
        ObjectNode body = WireJson.newObject();
        body.putObject("error")
                .put("message", refusal.messageOrStatus())
                .put("type", refusal.type() == null ? "invalid_request_error" : refusal.type())
                .putNull("param")
                .put("code", refusal.code());
        return body;
    }

    static ObjectNode thought(String text, @Nullable String signature) {
        ObjectNode thought = WireJson.newObject().put("type", "thinking").put("thinking", text);
        return signature == null ? thought : thought.put("signature", signature);
    }

    static ObjectNode sealedThought(String data) {
        return WireJson.newObject().put("type", "redacted_thinking").put("data", data);
    }

    static ObjectNode call(String id, String name, String arguments, @Nullable String signature) {
        ObjectNode call = WireJson.newObject().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        if (signature != null) {
            call.putObject("extra_content").putObject("google").put("thought_signature", signature);
        }
        return call;
    }

    static String reason(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    /// Writes the usage. OpenAI has no member for tokens written to a cache, so they have the name that other
    /// gateways use.
    static ObjectNode usage(Usage used) {
        ObjectNode usage = WireJson.newObject()
                .put("prompt_tokens", used.input())
                .put("completion_tokens", used.output())
                .put("total_tokens", used.input() + used.output());
        ObjectNode details = usage.putObject("prompt_tokens_details").put("cached_tokens", used.cacheRead());
        if (used.cacheWritten() > 0) {
            details.put("cache_creation_tokens", used.cacheWritten());
        }
        if (used.reasoning() > 0) {
            usage.putObject("completion_tokens_details").put("reasoning_tokens", used.reasoning());
        }
        return usage;
    }
}
