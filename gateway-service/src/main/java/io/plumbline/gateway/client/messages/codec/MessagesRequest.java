package io.plumbline.gateway.client.messages.codec;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the request for a message. The surface has already checked the types of its members.
final class MessagesRequest {

    /// Hints, parameters about billing and caching, and OpenAI's names for output limits and choices: a message
    /// has `max_tokens` and is one answer.
    private static final Set<String> LEFT_OUT = Set.of(
            "service_tier", "speed", "cache_control", "max_completion_tokens", "n", "best_of", "candidate_count");

    private static final Set<String> READ = Set.of(
            "model",
            "messages",
            "system",
            "stop",
            "stop_sequences",
            "tools",
            "tool_choice",
            "metadata",
            "thinking",
            "output_config",
            "output_format");

    private static final Set<String> REFUSED = Set.of("mcp_servers", "container", "context_management");

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String SOURCE = "source";
    private static final String CONTENT = "content";
    private static final String UNSUPPORTED = "is not supported by the model behind this route";

    private final ObjectNode body;

    MessagesRequest(ObjectNode body) {
        this.body = body;
    }

    ModelRequest read() {
        Map<String, Parameter> parameters = parameters();
        List<Message> messages = messages();
        List<Tool> tools = tools();
        JsonNode choice = body.path("tool_choice");
        boolean chooses = !tools.isEmpty() && choice.isObject();
        JsonNode user = body.path("metadata").path("user_id");
        return new ModelRequest(
                messages,
                tools,
                chooses ? choice(choice) : null,
                (chooses && choice.path("disable_parallel_tool_use").asBoolean(false)) ? Boolean.FALSE : null,
                format(),
                reasoning(),
                user.isNull() || user.isMissingNode() ? null : user.asString(""),
                parameters);
    }

    private Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            String name = member.getKey();
            if (member.getValue().isNull() || READ.contains(name) || LEFT_OUT.contains(name)) {
                continue;
            }
            if (REFUSED.contains(name)) {
                throw InvalidCalls.at(name, UNSUPPORTED);
            }
            parameters.put(name, new Parameter(member.getValue(), name));
        }
        if (body.path("stop_sequences") instanceof ArrayNode stops && !stops.isEmpty()) {
            parameters.put("stop", new Parameter(stops, "stop_sequences"));
        }
        return parameters;
    }

    private List<Message> messages() {
        List<Message> read = new ArrayList<>();
        List<Part> system = texts(body.path("system"), "system");
        if (!system.isEmpty()) {
            read.add(new Message(Message.Role.SYSTEM, system, "system"));
        }
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            String param = "messages[" + i + "]";
            JsonNode content = messages.get(i).path(CONTENT);
            String at = param + "." + CONTENT;
            read.add(
                    switch (messages.get(i).path("role").asString("")) {
                        case "user" -> new Message(Message.Role.USER, user(content, at), param);
                        case "assistant" -> new Message(Message.Role.ASSISTANT, assistant(content, at), param);
                        default -> throw InvalidCalls.at(param + ".role", "must be user or assistant");
                    });
        }
        return read;
    }

    private static List<Part> texts(JsonNode content, String param) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            text(content, param, parts);
            return parts;
        }
        for (int i = 0; i < content.size(); i++) {
            String at = param + "[" + i + "]";
            if (!content.get(i).path(TYPE).asString("").equals(TEXT)) {
                throw InvalidCalls.at(at, "must be text for the model behind this route");
            }
            text(content.get(i), at, parts);
        }
        return parts;
    }

    /// @param text a string, or a block with one
    private static void text(JsonNode text, String param, List<Part> parts) {
        String words = text.isString() ? text.asString() : text.path(TEXT).asString("");
        if (!words.isEmpty()) {
            parts.add(new Part.Text(words, extras(text), param));
        }
    }

    private static @Nullable ObjectNode extras(JsonNode block) {
        if (block.size() <= 2) {
            return null;
        }
        ObjectNode extras = ((ObjectNode) block).deepCopy();
        extras.remove(List.of(TYPE, TEXT));
        return extras;
    }

    private static List<Part> user(JsonNode content, String param) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            text(content, param, parts);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            String at = param + "[" + i + "]";
            if (block.path(TYPE).asString("").equals("tool_result")) {
                parts.add(new Part.ToolResult(
                        block.path("tool_use_id").asString(""),
                        said(block.path(CONTENT), at + "." + CONTENT),
                        block.path("is_error").asBoolean(false),
                        at));
            } else {
                shown(block, at, parts);
            }
        }
        return parts;
    }

    /// Reads the content of a tool result.
    private static List<Part> said(JsonNode content, String param) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            text(content, param, parts);
        }
        for (int i = 0; i < content.size(); i++) {
            shown(content.get(i), param + "[" + i + "]", parts);
        }
        return parts;
    }

    private static void shown(JsonNode block, String param, List<Part> parts) {
        switch (block.path(TYPE).asString("")) {
            case TEXT -> text(block, param, parts);
            case "image" -> parts.add(new Part.Image(media(block, param), null, param));
            case "document" -> {
                String title = block.path("title").asString("");
                parts.add(new Part.Document(media(block, param), title.isEmpty() ? null : title, param));
            }
            default -> throw InvalidCalls.at(param, UNSUPPORTED);
        }
    }

    private static Media media(JsonNode block, String param) {
        JsonNode source = block.path(SOURCE);
        if (!source.isObject()) {
            throw InvalidCalls.at(param, "must have a source");
        }
        String data = source.path("data").asString("");
        return switch (source.path(TYPE).asString("")) {
            case "base64" -> Media.ofBase64(source.path("media_type").asString(""), data);
            case TEXT -> Media.ofText(data);
            case "url" -> Media.ofUrl(source.path("url").asString(""));
            default ->
                throw InvalidCalls.at(param + "." + SOURCE, "must be base64 or a URL for the model behind this route");
        };
    }

    private static List<Part> assistant(JsonNode content, String param) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            text(content, param, parts);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            String at = param + "[" + i + "]";
            switch (block.path(TYPE).asString("")) {
                case TEXT -> text(block, at, parts);
                case "tool_use" -> parts.add(call(block, at));
                case "thinking" -> {
                    String signature = block.path("signature").asString("");
                    String thought = block.path("thinking").asString("");
                    parts.add(new Part.Thought(thought, signature.isEmpty() ? null : signature, at));
                }
                case "redacted_thinking" ->
                    parts.add(new Part.SealedThought(block.path("data").asString(""), at));
                default -> throw InvalidCalls.at(at, UNSUPPORTED);
            }
        }
        return parts;
    }

    private static Part call(JsonNode block, String param) {
        JsonNode signature = block.path("extra_content").path("google").path("thought_signature");
        JsonNode input = block.path("input");
        return new Part.ToolUse(
                block.path("id").asString(""),
                block.path("name").asString(""),
                input.isEmpty() ? "" : new String(WireJson.bytes(input), StandardCharsets.UTF_8),
                signature.isString() ? signature.asString() : null,
                param);
    }

    private List<Tool> tools() {
        List<Tool> read = new ArrayList<>();
        JsonNode tools = body.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode tool = tools.get(i);
            String param = "tools[" + i + "]";
            if (!tool.path(TYPE).asString("custom").equals("custom")
                    || !(tool.path("input_schema") instanceof ObjectNode schema)) {
                throw InvalidCalls.at(
                        param, "must have an input_schema: the model behind this route has no built-in tools");
            }
            read.add(new Tool(
                    tool.path("name").asString(""),
                    tool.hasNonNull("description") ? tool.path("description").asString("") : null,
                    schema,
                    tool.path("strict").isBoolean() ? tool.path("strict").asBoolean() : null,
                    param));
        }
        return read;
    }

    private static ToolChoice choice(JsonNode choice) {
        return switch (choice.path(TYPE).asString("")) {
            case "auto" -> ToolChoice.AUTO;
            case "any" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            case "tool" -> ToolChoice.named(choice.path("name").asString(""));
            default -> throw InvalidCalls.at("tool_choice.type", "must be auto, any, tool or none");
        };
    }

    /// Reads the schema for the answer, under either of its names.
    private @Nullable AnswerSchema format() {
        JsonNode format = body.path("output_config").path("format");
        boolean newer = format.isObject();
        JsonNode wanted = newer ? format : body.path("output_format");
        if (!wanted.isObject()) {
            return null;
        }
        String param = newer ? "output_config.format" : "output_format";
        if (!wanted.path(TYPE).asString("").equals("json_schema")) {
            throw InvalidCalls.at(param, "must be a json_schema for the model behind this route");
        }
        ObjectNode schema = wanted.path("schema") instanceof ObjectNode object ? object : null;
        return new AnswerSchema(null, null, schema, true, param);
    }

    /// Reads the reasoning effort. OpenAI's efforts end at `high`, or one above it.
    private @Nullable Reasoning reasoning() {
        String effort = body.path("output_config").path("effort").asString("");
        JsonNode thinking = body.path("thinking");
        if (!effort.isEmpty()) {
            return new Reasoning(effort.equals("max") ? "high" : effort, null, "output_config.effort");
        }
        return thinking.path(TYPE).asString("").equals("enabled")
                ? new Reasoning(null, thinking.path("budget_tokens").asInt(0), "thinking.budget_tokens")
                : null;
    }
}
