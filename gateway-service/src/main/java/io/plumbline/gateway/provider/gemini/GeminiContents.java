package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the messages of users and models as contents. Consecutive messages of one role are merged into one
/// content. Tool results are always a separate content, since Gemini requires as many results there as calls. Of
/// the model's thoughts, only the signatures of its calls are returned to Gemini, which needs no more.
final class GeminiContents {

    /// The signature that Gemini accepts for calls that it did not make itself
    /// (https://ai.google.dev/gemini-api/docs/thought-signatures).
    private static final String NOT_ITS_OWN = "skip_thought_signature_validator";

    private final boolean newer;
    private final ArrayNode contents = WireJson.newObject().putArray("contents");
    private final Map<String, String> functions = new HashMap<>();
    private ArrayNode parts = WireJson.newObject().putArray("parts");
    private String role = "";
    private boolean results;
    private boolean called;

    /// @param newer whether the model requires signatures and accepts images as tool results
    GeminiContents(boolean newer) {
        this.newer = newer;
    }

    /// @throws ProblemException `invalid-call` for content without an equivalent
    ArrayNode write(List<Message> messages) {
        for (Message message : messages) {
            if (message.role() != Message.Role.SYSTEM) {
                message.parts().forEach(part -> part(message.role(), part));
            }
        }
        return contents;
    }

    private void part(Message.Role speaker, Part part) {
        String by = speaker == Message.Role.ASSISTANT ? "model" : "user";
        switch (part) {
            case Part.Text text -> next(by, false).put("text", text.text());
            case Part.Refusal refusal -> next(by, false).put("text", refusal.text());
            case Part.Image image -> media(image.media(), image.param(), next(by, false));
            case Part.Document document -> media(document.media(), document.param(), next(by, false));
            case Part.ToolUse use -> call(use, next(by, false));
            case Part.ToolResult result -> result(result, next(by, true));
            case Part.Thought _, Part.SealedThought _ -> {
                // Gemini does not want its thoughts back
            }
        }
    }

    /// Returns the next part, in the content to which it belongs.
    private ObjectNode next(String by, boolean result) {
        if (!by.equals(role) || result != results) {
            role = by;
            results = result;
            called = false;
            parts = contents.addObject().put("role", by).putArray("parts");
        }
        return parts.addObject();
    }

    private void media(Media media, String param, ObjectNode part) {
        if (media.text() != null) {
            part.put("text", media.text());
        } else if (media.base64() != null) {
            part.putObject("inlineData").put("mimeType", media.mediaType()).put("data", media.base64());
        } else if (media.url() != null) {
            ObjectNode file = part.putObject("fileData").put("fileUri", media.url());
            String type = URLConnection.guessContentTypeFromName(media.url().split("[?#]", 2)[0]);
            if (type != null) {
                file.put("mimeType", type);
            }
        } else {
            throw InvalidCalls.at(param, "must have its data or a URL");
        }
    }

    /// Writes a tool call. Only the first of the calls that a model makes at once has a signature.
    private void call(Part.ToolUse use, ObjectNode part) {
        functions.put(use.id(), use.name());
        ObjectNode call = part.putObject("functionCall");
        putId(use.id(), call);
        call.put("name", use.name()).set("args", arguments(use));
        if (use.signature() != null) {
            part.put("thoughtSignature", use.signature());
        } else if (newer && !called) {
            part.put("thoughtSignature", NOT_ITS_OWN);
        }
        called = true;
    }

    private static ObjectNode arguments(Part.ToolUse use) {
        return use.arguments().isBlank()
                ? WireJson.newObject()
                : WireJson.object(use.arguments().getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(() -> InvalidCalls.at(use.param(), "must have a JSON object as its arguments"));
    }

    /// Sets the ID, except on Vertex AI, which does not know IDs.
    private static void putId(String id, ObjectNode holder) {
        if (id.startsWith(GeminiCodec.OWN_ID)) {
            holder.put("id", id.substring(GeminiCodec.OWN_ID.length()));
        }
    }

    private void result(Part.ToolResult result, ObjectNode part) {
        String function = functions.get(result.callId());
        if (function == null) {
            throw InvalidCalls.at(result.param(), "must answer a tool call of an earlier message");
        }
        ObjectNode response = part.putObject("functionResponse");
        putId(result.callId(), response);
        response.put("name", function);
        StringBuilder text = new StringBuilder();
        ArrayNode attached = WireJson.newObject().putArray("parts");
        for (Part each : result.content()) {
            switch (each) {
                case Part.Text said -> text.append(text.isEmpty() ? "" : "\n").append(said.text());
                case Part.Image image -> attach(image.media(), image.param(), attached);
                case Part.Document document
                when document.media().text() != null ->
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(document.media().text());
                case Part.Document document -> attach(document.media(), document.param(), attached);
                default -> throw InvalidCalls.at(each.param(), "must be text, an image or a document");
            }
        }
        response.putObject("response").put(result.failed() ? "error" : "result", text.toString());
        if (!attached.isEmpty()) {
            response.set("parts", attached);
        }
    }

    private void attach(Media media, String param, ArrayNode attached) {
        if (!newer || media.base64() == null) {
            throw InvalidCalls.at(
                    param,
                    newer
                            ? "must be base64 for the model behind this route"
                            : "must be text for the model behind this route");
        }
        attached.addObject()
                .putObject("inlineData")
                .put("mimeType", media.mediaType())
                .put("data", media.base64());
    }
}
