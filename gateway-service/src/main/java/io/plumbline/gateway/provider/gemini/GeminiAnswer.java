package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.exchange.FinishReason;
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

/// Reads one answer, whole or piece by piece, since Gemini's pieces have the format of answers. A blocked prompt
/// is a filtered answer. Unknown parts, such as images, are dropped. Not thread-safe.
final class GeminiAnswer {

    private final boolean parallel;
    private final long callsSoFar;
    private String id = "";
    private String model = "";
    private int calls;
    private @Nullable FinishReason finishReason;
    private Usage usage = Usage.NONE;

    /// @param parallel whether it may call several tools; if not, only the first call counts, since Gemini has no
    ///     such parameter
    /// @param callsSoFar number of calls in the conversation, for IDs if Gemini gives none
    GeminiAnswer(boolean parallel, long callsSoFar) {
        this.parallel = parallel;
        this.callsSoFar = callsSoFar;
    }

    /// Takes the answer or its next piece.
    ///
    /// @return its parts
    /// @throws NotAChunkException if it is unreadable, or reports a failure of the provider or the model
    List<Part> take(ObjectNode body) throws NotAChunkException {
        if (body.hasNonNull("error")) {
            throw NotAChunkException.reporting(WireJson.bytes(body));
        }
        id = body.path("responseId").asString(id);
        model = body.path("modelVersion").asString(model);
        if (body.path("usageMetadata") instanceof ObjectNode reported) {
            usage = usage(reported);
        }
        if (!body.path("promptFeedback").path("blockReason").asString("").isEmpty()) {
            finishReason = FinishReason.CONTENT_FILTER;
        }
        JsonNode candidate = body.path("candidates").path(0);
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : candidate.path("content").path("parts")) {
            add(part, parts);
        }
        String reason = candidate.path("finishReason").asString("");
        if (!reason.isEmpty()) {
            finishReason = finishReason(reason);
        }
        return parts;
    }

    private void add(JsonNode part, List<Part> parts) throws NotAChunkException {
        JsonNode text = part.path("text");
        JsonNode call = part.path("functionCall");
        String signature = part.path("thoughtSignature").asString("");
        if (call.isObject()) {
            if (parallel || calls == 0) {
                parts.add(call(call, signature));
            }
        } else if (text.isString() && part.path("thought").asBoolean(false)) {
            if (!text.asString().isEmpty()) {
                parts.add(new Part.Thought(text.asString(), null, ""));
            }
        } else if (text.isString() && !text.asString().isEmpty()) {
            parts.add(Part.Text.of(text.asString()));
        } else if (!text.isString() && !text.isMissingNode()) {
            throw new NotAChunkException(false);
        }
    }

    private Part.ToolUse call(JsonNode call, String signature) throws NotAChunkException {
        JsonNode arguments = call.path("args");
        if (!call.path("name").isString() || !(arguments.isObject() || arguments.isMissingNode())) {
            throw new NotAChunkException(false);
        }
        String given = call.path("id").asString("");
        String made = "call_" + (id.isEmpty() ? Long.toString(callsSoFar) : id) + "_" + calls;
        calls++;
        return new Part.ToolUse(
                given.isEmpty() ? made : GeminiCodec.OWN_ID + given,
                call.path("name").asString(),
                arguments.isObject() ? new String(WireJson.bytes(arguments), StandardCharsets.UTF_8) : "{}",
                signature.isEmpty() ? null : signature,
                "");
    }

    /// @throws NotAChunkException if the model did not complete its answer, for example because of an invalid
    ///     call
    private FinishReason finishReason(String reason) throws NotAChunkException {
        return switch (reason) {
            case "STOP", "FINISH_REASON_UNSPECIFIED" -> calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> FinishReason.CONTENT_FILTER;
            default -> throw new NotAChunkException(false);
        };
    }

    private static Usage usage(ObjectNode reported) {
        long thoughts = count(reported, "thoughtsTokenCount");
        return new Usage(
                count(reported, "promptTokenCount") + count(reported, "toolUsePromptTokenCount"),
                count(reported, "cachedContentTokenCount"),
                0,
                count(reported, "candidatesTokenCount") + thoughts,
                thoughts);
    }

    private static long count(ObjectNode reported, String name) {
        return Math.max(0, reported.path(name).asLong(0));
    }

    /// Merges consecutive texts and consecutive thoughts.
    static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            Part last = joined.isEmpty() ? null : joined.removeLast();
            if (last instanceof Part.Text before && part instanceof Part.Text after) {
                joined.add(Part.Text.of(before.text() + after.text()));
            } else if (last instanceof Part.Thought before && part instanceof Part.Thought after) {
                joined.add(new Part.Thought(before.text() + after.text(), null, ""));
            } else {
                if (last != null) {
                    joined.add(last);
                }
                joined.add(part);
            }
        }
        return joined;
    }

    String id() {
        return id;
    }

    String model() {
        return model;
    }

    /// Returns null until Gemini gives a reason.
    @Nullable
    FinishReason finishReason() {
        return finishReason;
    }

    Usage usage() {
        return usage;
    }
}
