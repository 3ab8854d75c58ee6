package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a Converse answer.
final class ConverseAnswer {

    /// The field in which Claude reports the stop sequence.
    static final String STOP_SEQUENCE_PATH = "/stop_sequence";

    private final ConverseRequest.Form form;
    private final String model;

    ConverseAnswer(ConverseRequest.Form form, String model) {
        this.form = form;
        this.model = model;
    }

    ModelAnswer read(ObjectNode body) throws NotAChunkException {
        List<Part> parts = new ArrayList<>();
        boolean called = false;
        for (JsonNode block : body.path("output").path("message").path("content")) {
            JsonNode use = block.path("toolUse");
            if (use.isObject()) {
                Part call = call(use);
                if (call instanceof Part.Text || !called || !form.oneCall()) {
                    parts.add(call);
                }
                called = true;
            } else {
                said(block, parts);
            }
        }
        return new ModelAnswer(
                "",
                model,
                parts,
                finishReason(body.path("stopReason").asString(""), form),
                stopSequence(body),
                usage(body.path("usage")));
    }

    private Part call(JsonNode use) {
        String input = new String(WireJson.bytes(use.path("input")), StandardCharsets.UTF_8);
        String name = use.path("name").asString("");
        return name.equals(form.jsonTool())
                ? Part.Text.of(input)
                : new Part.ToolUse(use.path("toolUseId").asString(""), name, input, null, "");
    }

    private static void said(JsonNode block, List<Part> parts) {
        JsonNode thought = block.path("reasoningContent");
        if (thought.has("redactedContent")) {
            parts.add(new Part.SealedThought(thought.path("redactedContent").asString(""), ""));
        } else if (thought.has("reasoningText")) {
            JsonNode text = thought.path("reasoningText");
            String signature = text.path("signature").asString("");
            parts.add(new Part.Thought(text.path("text").asString(""), signature.isEmpty() ? null : signature, ""));
        }
        text(block, parts);
        for (JsonNode cited : block.path("citationsContent").path("content")) {
            text(cited, parts);
        }
    }

    private static void text(JsonNode holder, List<Part> parts) {
        String text = holder.path("text").asString("");
        if (!text.isEmpty()) {
            parts.add(Part.Text.of(text));
        }
    }

    /// @throws NotAChunkException if the model failed
    static FinishReason finishReason(String stopReason, ConverseRequest.Form form) throws NotAChunkException {
        return switch (stopReason) {
            case "tool_use" -> form.jsonTool() == null ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "malformed_model_output", "malformed_tool_use" -> throw failed(stopReason);
            default -> FinishReason.STOP;
        };
    }

    private static NotAChunkException failed(String stopReason) {
        return NotAChunkException.reporting(
                EventStreamReader.error(stopReason, "The model made an answer that Bedrock cannot read."));
    }

    /// @param holder an answer, or the event that ends a stream
    static @Nullable String stopSequence(JsonNode holder) {
        JsonNode said = holder.path("additionalModelResponseFields").path("stop_sequence");
        return said.isString() ? said.asString() : null;
    }

    /// Reads the usage. Bedrock counts cached tokens separately from the input.
    static Usage usage(JsonNode usage) {
        long read = usage.path("cacheReadInputTokens").asLong(0);
        long written = usage.path("cacheWriteInputTokens").asLong(0);
        long input = usage.path("inputTokens").asLong(0) + read + written;
        return new Usage(input, read, written, usage.path("outputTokens").asLong(0), 0);
    }
}
