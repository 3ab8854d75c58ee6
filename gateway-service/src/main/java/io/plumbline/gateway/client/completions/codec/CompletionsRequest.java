package io.plumbline.gateway.client.completions.codec;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the request for a chat completion. The surface has already checked the types of its members.
final class CompletionsRequest {

    private static final Set<String> READ = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "user",
            "safety_identifier",
            "reasoning_effort");

    private static final Pattern DATA_URL = Pattern.compile("data:([A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,80});base64,");

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String CONTENT = "content";
    private static final String FUNCTION = "function";
    private static final String EFFORT = "reasoning_effort";
    private static final String FORMAT = "response_format";

    private final ObjectNode chat;

    CompletionsRequest(ObjectNode chat) {
        this.chat = chat;
    }

    ModelRequest read() {
        Map<String, Parameter> parameters = parameters();
        List<Message> messages = messages();
        List<Tool> tools = tools();
        String effort = chat.path(EFFORT).asString("");
        JsonNode parallel = chat.path("parallel_tool_calls");
        return new ModelRequest(
                messages,
                tools,
                tools.isEmpty() ? null : choice(chat.path("tool_choice")),
                (parallel.isBoolean() && !tools.isEmpty()) ? parallel.asBoolean() : null,
                format(),
                effort.isEmpty() ? null : new Reasoning(effort, null, EFFORT),
                user(),
                parameters);
    }

    private Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : chat.properties()) {
            String name = member.getKey();
            if (!READ.contains(name) && !member.getValue().isNull()) {
                parameters.put(name, new Parameter(member.getValue(), name));
            }
        }
        for (String name : new String[] {"max_tokens", "max_completion_tokens"}) { // the newer name counts
            JsonNode limit = chat.path(name);
            if (chat.hasNonNull(name)) {
                if (!limit.canConvertToInt() || limit.asInt(0) <= 0) {
                    throw InvalidCalls.at(name, "must be a positive integer");
                }
                parameters.put("max_tokens", new Parameter(limit, name));
            }
        }
        JsonNode stop = chat.path("stop");
        if (stop.isString()) {
            parameters.put("stop", new Parameter(chat.arrayNode().add(stop), "stop"));
        } else if (stop instanceof ArrayNode all && !all.isEmpty()) {
            parameters.put("stop", new Parameter(all, "stop"));
        }
        return parameters;
    }

    private @Nullable String user() {
        String user = chat.path("user").asString(chat.path("safety_identifier").asString(""));
        return user.isEmpty() ? null : user;
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        JsonNode turns = chat.path("messages");
        for (int i = 0; i < turns.size(); i++) {
            messages.add(message(turns.get(i), "messages[" + i + "]"));
        }
        return messages;
    }

    private static Message message(JsonNode turn, String param) {
        JsonNode content = turn.path(CONTENT);
        String at = param + "." + CONTENT;
        return switch (turn.path("role").asString("")) {
            case "system", "developer" -> new Message(Message.Role.SYSTEM, texts(content, at), param);
            case "user" -> new Message(Message.Role.USER, parts(content, at), param);
            case "assistant" -> new Message(Message.Role.ASSISTANT, assistant(turn, param), param);
            case "tool" -> {
                String id = turn.path("tool_call_id").asString("");
                Part result = new Part.ToolResult(id, texts(content, at), false, param);
                yield new Message(Message.Role.USER, List.of(result), param);
            }
            default -> throw InvalidCalls.at(param + ".role", "must be system, developer, user, assistant or tool");
        };
    }

    private static List<Part> texts(JsonNode content, String param) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            text(content, param, parts);
            return parts;
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String at = param + "[" + i + "]";
            if (!part.path(TYPE).asString("").equals(TEXT)) {
                throw InvalidCalls.at(at, "must be text");
            }
            text(part, at, parts);
        }
        return parts;
    }

    /// @param text a string, or a part with one
    private static void text(JsonNode text, String param, List<Part> parts) {
        String words = text.isString() ? text.asString() : text.path(TEXT).asString("");
        if (!words.isEmpty()) {
            parts.add(new Part.Text(words, extras(text), param));
        }
    }

    private static @Nullable ObjectNode extras(JsonNode part) {
        if (part.size() <= 2) {
            return null;
        }
        ObjectNode extras = ((ObjectNode) part).deepCopy();
        extras.remove(List.of(TYPE, TEXT));
        return extras;
    }

    private static List<Part> parts(JsonNode content, String param) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            text(content, param, parts);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String at = param + "[" + i + "]";
            switch (part.path(TYPE).asString("")) {
                case TEXT -> text(part, at, parts);
                case "image_url" -> parts.add(image(part.path("image_url"), at + ".image_url.url"));
                case "file" -> parts.add(document(part.path("file"), at + ".file"));
                default ->
                    throw InvalidCalls.at(at, "must be text, an image or a file for the model behind this route");
            }
        }
        return parts;
    }

    private static Part image(JsonNode image, String param) {
        String url = image.path("url").asString("");
        Media media = url.regionMatches(true, 0, "data:", 0, 5) ? media(url, param) : Media.ofUrl(url);
        String detail = image.path("detail").asString("");
        return new Part.Image(media, detail.isEmpty() ? null : detail, param);
    }

    private static Part document(JsonNode file, String param) {
        if (!file.path("file_data").isString()) {
            throw InvalidCalls.at(
                    param, "must have file_data: the model behind this route does not support uploaded files");
        }
        String at = param + ".file_data";
        String name = file.path("filename").asString("");
        return new Part.Document(media(file.path("file_data").asString(), at), name.isEmpty() ? null : name, at);
    }

    private static Media media(String url, String param) {
        Matcher head = DATA_URL.matcher(url);
        if (!head.lookingAt()) {
            throw InvalidCalls.at(param, "must be a data URL in base64 with its media type");
        }
        return Media.ofBase64(head.group(1), url.substring(head.end()));
    }

    /// Reads the parts of an assistant message, thoughts first.
    private static List<Part> assistant(JsonNode turn, String param) {
        if (turn.hasNonNull("audio") || turn.hasNonNull("function_call")) {
            throw InvalidCalls.at(param, "must contain only text and tool calls for the model behind this route");
        }
        List<Part> parts = new ArrayList<>();
        thoughts(turn.path("thinking_blocks"), param + ".thinking_blocks", parts);
        JsonNode content = turn.path(CONTENT);
        String at = param + "." + CONTENT;
        if (content.isString()) {
            text(content, at, parts);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            if (part.path(TYPE).asString("").equals("refusal")) {
                refusal(part, at + "[" + i + "]", parts);
            } else {
                text(part, at + "[" + i + "]", parts);
            }
        }
        refusal(turn, param + ".refusal", parts);
        JsonNode calls = turn.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            parts.add(call(calls.get(i), param + ".tool_calls[" + i + "]"));
        }
        return parts;
    }

    private static void thoughts(JsonNode thoughts, String param, List<Part> parts) {
        for (int i = 0; i < thoughts.size(); i++) {
            JsonNode thought = thoughts.get(i);
            String at = param + "[" + i + "]";
            if (thought.path(TYPE).asString("").equals("redacted_thinking")) {
                parts.add(new Part.SealedThought(thought.path("data").asString(""), at));
            } else {
                JsonNode signature = thought.path("signature");
                parts.add(new Part.Thought(
                        thought.path("thinking").asString(""), signature.isString() ? signature.asString() : null, at));
            }
        }
    }

    private static void refusal(JsonNode holder, String param, List<Part> parts) {
        String refusal = holder.path("refusal").asString("");
        if (!refusal.isEmpty()) {
            parts.add(new Part.Refusal(refusal, param));
        }
    }

    private static Part call(JsonNode call, String param) {
        JsonNode function = call.path(FUNCTION);
        if (!function.isObject()) {
            throw InvalidCalls.at(param, "must be a function call for the model behind this route");
        }
        String arguments = function.path("arguments").asString("");
        if (!arguments.isBlank()
                && WireJson.object(arguments.getBytes(StandardCharsets.UTF_8)).isEmpty()) {
            throw InvalidCalls.at(param + ".function.arguments", "must be a JSON object");
        }
        JsonNode signature = call.path("extra_content").path("google").path("thought_signature");
        return new Part.ToolUse(
                call.path("id").asString(""),
                function.path("name").asString(""),
                arguments.isBlank() ? "" : arguments,
                signature.isString() ? signature.asString() : null,
                param);
    }

    private List<Tool> tools() {
        List<Tool> read = new ArrayList<>();
        JsonNode tools = chat.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode tool = tools.get(i);
            String param = "tools[" + i + "]";
            JsonNode function = tool.path(FUNCTION);
            if (!tool.path(TYPE).asString(FUNCTION).equals(FUNCTION) || !function.isObject()) {
                throw InvalidCalls.at(param, "must be a function for the model behind this route");
            }
            read.add(new Tool(
                    function.path("name").asString(""),
                    function.hasNonNull("description")
                            ? function.path("description").asString("")
                            : null,
                    function.path("parameters") instanceof ObjectNode schema ? schema : null,
                    function.path("strict").isBoolean()
                            ? function.path("strict").asBoolean()
                            : null,
                    param));
        }
        return read;
    }

    private static @Nullable ToolChoice choice(JsonNode choice) {
        if (choice.path(FUNCTION).isObject()) {
            return ToolChoice.named(choice.path(FUNCTION).path("name").asString(""));
        }
        if (choice.isMissingNode() || choice.isNull()) {
            return null;
        }
        return switch (choice.asString("")) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.REQUIRED;
            default ->
                throw InvalidCalls.at(
                        "tool_choice", "must be auto, none, required or a function for the model behind this route");
        };
    }

    private @Nullable AnswerSchema format() {
        JsonNode format = chat.path(FORMAT);
        JsonNode wanted = format.path("json_schema");
        return switch (format.path(TYPE).asString(TEXT)) {
            case TEXT -> null;
            case "json_object" -> new AnswerSchema(null, null, null, null, FORMAT);
            case "json_schema" ->
                new AnswerSchema(
                        wanted.hasNonNull("name") ? wanted.path("name").asString("") : null,
                        wanted.hasNonNull("description")
                                ? wanted.path("description").asString("")
                                : null,
                        wanted.path("schema") instanceof ObjectNode schema ? schema : null,
                        wanted.path("strict").isBoolean()
                                ? wanted.path("strict").asBoolean()
                                : null,
                        FORMAT);
            default -> throw InvalidCalls.at(FORMAT, "must be text or JSON for the model behind this route");
        };
    }
}
