package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a request as one for a chat completion, the form in which the gateway guards and sends it. Each message
/// becomes one message and each of its parts one part, in the same order, by which [ChatPlaces] finds the
/// client's places.
final class ChatTree {

    static final String MESSAGES = "messages";

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String ROLE = "role";
    private static final String CONTENT = "content";
    private static final String FUNCTION = "function";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";

    private ChatTree() {}

    /// Returns the request without its messages.
    static ObjectNode of(ModelRequest request, String model) {
        ObjectNode chat = WireJson.newObject().put("model", model);
        chat.putArray(MESSAGES);
        request.parameters().forEach((name, parameter) -> {
            if (name.equals("max_tokens")) {
                OutputLimits.set(chat, parameter.value().asLong());
            } else {
                chat.set(name, parameter.value());
            }
        });
        if (!request.tools().isEmpty()) {
            ArrayNode tools = chat.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
            ToolChoice choice = request.toolChoice();
            if (choice != null) {
                chat.set("tool_choice", choice(choice));
            }
            if (request.parallelToolCalls() != null) {
                chat.put("parallel_tool_calls", request.parallelToolCalls());
            }
        }
        AnswerSchema schema = request.answerSchema();
        if (schema != null) {
            chat.set("response_format", format(schema));
        }
        if (request.reasoning() != null) {
            chat.put("reasoning_effort", request.reasoning().effort());
        }
        if (request.user() != null) {
            chat.put("user", request.user());
        }
        return chat;
    }

    private static ObjectNode tool(Tool tool) {
        ObjectNode written = WireJson.newObject().put(TYPE, FUNCTION);
        ObjectNode function = written.putObject(FUNCTION).put(NAME, tool.name());
        if (tool.description() != null) {
            function.put(DESCRIPTION, tool.description());
        }
        if (tool.schema() != null) {
            function.set("parameters", tool.schema());
        }
        if (tool.strict() != null) {
            function.put("strict", tool.strict());
        }
        return written;
    }

    private static JsonNode choice(ToolChoice choice) {
        ObjectNode holder = WireJson.newObject();
        if (choice.mode() == ToolChoice.Mode.NAMED) {
            holder.put(TYPE, FUNCTION).putObject(FUNCTION).put(NAME, choice.name());
            return holder;
        }
        return holder.put(TYPE, choice.mode().name().toLowerCase(java.util.Locale.ROOT))
                .path(TYPE);
    }

    private static ObjectNode format(AnswerSchema schema) {
        ObjectNode format = WireJson.newObject();
        if (schema.schema() == null) {
            return format.put(TYPE, "json_object");
        }
        ObjectNode wanted = format.put(TYPE, "json_schema").putObject("json_schema");
        wanted.put(NAME, Objects.requireNonNullElse(schema.name(), "answer"));
        if (schema.description() != null) {
            wanted.put(DESCRIPTION, schema.description());
        }
        wanted.set("schema", schema.schema());
        if (schema.strict() != null) {
            wanted.put("strict", schema.strict());
        }
        return format;
    }

    static ObjectNode message(Message message) {
        ObjectNode written = WireJson.newObject();
        switch (message.role()) {
            case SYSTEM -> content(message.parts(), written.put(ROLE, "system"));
            case USER -> {
                if (!message.parts().isEmpty() && message.parts().getFirst() instanceof Part.ToolResult result) {
                    content(result.content(), written.put(ROLE, "tool").put("tool_call_id", result.callId()));
                } else {
                    content(message.parts(), written.put(ROLE, "user"));
                }
            }
            case ASSISTANT -> said(message.parts(), written.put(ROLE, "assistant"));
        }
        return written;
    }

    private static void said(List<Part> parts, ObjectNode message) {
        List<Part> texts = new ArrayList<>();
        ArrayNode calls = message.arrayNode();
        StringBuilder refusal = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolUse use -> calls.add(call(use));
                case Part.Refusal refused -> refusal.append(refused.text());
                case Part.Text text -> texts.add(text);
                default -> {
                    // what it thought is not sent back
                }
            }
        }
        if (texts.isEmpty()) {
            message.putNull(CONTENT);
        } else {
            content(texts, message);
        }
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private static ObjectNode call(Part.ToolUse use) {
        ObjectNode call = WireJson.newObject().put("id", use.id()).put(TYPE, FUNCTION);
        call.putObject(FUNCTION)
                .put(NAME, use.name())
                .put("arguments", use.arguments().isBlank() ? "{}" : use.arguments());
        return call;
    }

    /// Writes content. A single text becomes a string.
    private static void content(List<Part> parts, ObjectNode message) {
        if (parts.isEmpty()) {
            message.put(CONTENT, "");
        } else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            message.put(CONTENT, text.text());
        } else {
            ArrayNode content = message.putArray(CONTENT);
            parts.forEach(part -> content.add(part(part)));
        }
    }

    private static ObjectNode part(Part part) {
        ObjectNode written = WireJson.newObject();
        switch (part) {
            case Part.Text text -> written.put(TYPE, TEXT).put(TEXT, text.text());
            case Part.Image image -> {
                ObjectNode shown =
                        written.put(TYPE, "image_url").putObject("image_url").put("url", url(image.media()));
                if (image.detail() != null) {
                    shown.put("detail", image.detail());
                }
            }
            case Part.Document document -> {
                ObjectNode file = written.put(TYPE, "file").putObject("file");
                if (document.name() != null) {
                    file.put("filename", document.name());
                }
                file.put("file_data", url(document.media()));
            }
            default -> throw new IllegalStateException("this part has no place in the content of a message");
        }
        return written;
    }

    private static String url(Media media) {
        String url = media.url();
        return url == null ? "data:" + media.mediaType() + ";base64," + media.base64() : url;
    }
}
