package io.plumbline.gateway.client.responses.codec;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the request for a response. Refuses unknown members, as OpenAI does, so that no client believes that
/// they have an effect. Refuses by name members that only OpenAI's own servers support.
public final class ResponsesRequest {

    public static final String INSTRUCTIONS = "instructions";
    public static final String PREVIOUS = "previous_response_id";
    public static final String METADATA = "metadata";
    public static final String STORE = "store";

    private static final String TEXT = "text";
    private static final String FORMAT = TEXT + ".format";
    private static final String TYPE = "type";
    private static final String NAME = "name";
    private static final String LIMIT = "max_output_tokens";
    private static final String CHOICE = "tool_choice";
    private static final String FUNCTION = "function";

    /// Members that are passed to the provider under their names in chat completions.
    private static final List<String> SAME = List.of(
            "temperature", "top_p", "service_tier", "prompt_cache_key", "prompt_cache_retention", "safety_identifier");

    private static final Set<String> KNOWN = known();

    /// Parts that no answer of the gateway has: requesting them has no effect.
    private static final Set<String> NEVER_INCLUDED = Set.of(
            "reasoning.encrypted_content",
            "file_search_call.results",
            "web_search_call.results",
            "web_search_call.action.sources",
            "message.input_image.image_url",
            "computer_call_output.output.image_url",
            "code_interpreter_call.outputs");

    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final int MOST_TOOLS = 1_000;

    private final ObjectNode body;

    ResponsesRequest(ObjectNode body) {
        this.body = body;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SAME);
        known.addAll(Set.of(
                "model",
                "input",
                INSTRUCTIONS,
                PREVIOUS,
                METADATA,
                STORE,
                TEXT,
                LIMIT,
                CHOICE,
                "tools",
                "parallel_tool_calls",
                "reasoning",
                "user",
                "stream",
                "stream_options",
                "truncation",
                "include",
                "background",
                "max_tool_calls",
                "top_logprobs"));
        return Set.copyOf(known);
    }

    ModelRequest read() {
        refuseUnsupported();
        List<Message> messages = new ArrayList<>();
        String instructions = text(body, INSTRUCTIONS, INSTRUCTIONS);
        if (instructions != null && !instructions.isEmpty()) {
            Part said = new Part.Text(instructions, null, INSTRUCTIONS);
            messages.add(new Message(Message.Role.SYSTEM, List.of(said), INSTRUCTIONS));
        }
        messages.addAll(new InputItems().read(body.path("input")));
        String user = text(body, "user", "user");
        return new ModelRequest(
                messages,
                tools(),
                choice(),
                bool("parallel_tool_calls"),
                schema(),
                reasoning(),
                user == null ? text(body, "safety_identifier", "safety_identifier") : user,
                parameters());
    }

    private void refuseUnsupported() {
        if (body.hasNonNull("conversation")) {
            throw InvalidCalls.at("conversation", "is not supported; use previous_response_id, or send the items");
        }
        if (body.hasNonNull("prompt")) {
            throw InvalidCalls.at("prompt", "is not supported; name a prompt of the registry as plumbline.prompt");
        }
        for (String name : body.propertyNames()) {
            if (!KNOWN.contains(name) && body.hasNonNull(name)) {
                throw InvalidCalls.at(shown(name), "is not a member of this request");
            }
        }
        if (Boolean.TRUE.equals(bool("background"))) {
            throw InvalidCalls.at("background", "must not be true: the gateway answers while the client waits");
        }
        Boolean _ = bool(STORE);
        String truncation = text(body, "truncation", "truncation");
        if (truncation != null && !truncation.equals("disabled")) {
            throw InvalidCalls.at("truncation", "must be disabled: the gateway does not shorten conversations");
        }
        if (body.path("top_logprobs").asInt(0) > 0) {
            throw InvalidCalls.at("top_logprobs", "is not supported");
        }
        refuseIncluded();
        checkMetadata();
    }

    /// Returns a client's name in a form that an error may contain.
    private static String shown(String name) {
        String shown = name.length() > LONGEST_KEY ? name.substring(0, LONGEST_KEY) : name;
        return shown.chars().allMatch(c -> c > ' ' && c < 127) ? shown : "body";
    }

    private void refuseIncluded() {
        JsonNode included = body.path("include");
        for (int i = 0; i < included.size(); i++) {
            if (!NEVER_INCLUDED.contains(included.get(i).asString(""))) {
                throw InvalidCalls.at("include[" + i + "]", "is not supported");
            }
        }
    }

    private void checkMetadata() {
        JsonNode metadata = body.path(METADATA);
        if (!body.hasNonNull(METADATA)) {
            return;
        }
        if (!metadata.isObject() || metadata.size() > MOST_PAIRS) {
            throw InvalidCalls.at(METADATA, "must be an object of at most " + MOST_PAIRS + " pairs");
        }
        for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
            if (pair.getKey().length() > LONGEST_KEY
                    || !pair.getValue().isString()
                    || pair.getValue().asString().length() > LONGEST_VALUE) {
                throw InvalidCalls.at(
                        METADATA,
                        "must have names of at most " + LONGEST_KEY + " characters and texts of at most "
                                + LONGEST_VALUE);
            }
        }
    }

    private Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (String name : SAME) {
            JsonNode value = body.path(name);
            if (body.hasNonNull(name)) {
                if (!value.isString() && !value.isNumber()) {
                    throw InvalidCalls.at(name, "must be a text or a number");
                }
                parameters.put(name, new Parameter(value, name));
            }
        }
        JsonNode limit = body.path(LIMIT);
        if (body.hasNonNull(LIMIT)) {
            if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.asInt() <= 0) {
                throw InvalidCalls.at(LIMIT, "must be a positive integer");
            }
            parameters.put("max_tokens", new Parameter(limit, LIMIT));
        }
        if (object(body, TEXT, TEXT).hasNonNull("verbosity")) {
            parameters.put("verbosity", new Parameter(body.path(TEXT).path("verbosity"), TEXT + ".verbosity"));
        }
        return parameters;
    }

    private List<Tool> tools() {
        List<Tool> read = new ArrayList<>();
        if (!body.hasNonNull("tools")) {
            return read;
        }
        JsonNode tools = body.path("tools");
        InvalidCalls.requireObjects(tools, "tools", MOST_TOOLS);
        for (int i = 0; i < tools.size(); i++) {
            read.add(tool(tools.get(i), "tools[" + i + "]"));
        }
        return read;
    }

    private static Tool tool(JsonNode tool, String param) {
        String type = tool.path(TYPE).asString("");
        if (!type.equals(FUNCTION)) {
            throw InvalidCalls.at(
                    param + "." + TYPE,
                    "must be function: the gateway runs no tools of its own"
                            + (type.isEmpty() ? "" : ", such as " + shown(type)));
        }
        String name = text(tool, NAME, param + "." + NAME);
        if (name == null || name.isEmpty()) {
            throw InvalidCalls.at(param + "." + NAME, "is required");
        }
        return new Tool(
                name,
                text(tool, "description", param + ".description"),
                tool.hasNonNull("parameters") ? object(tool, "parameters", param + ".parameters") : null,
                bool(tool, "strict", param + ".strict"),
                param);
    }

    private @Nullable ToolChoice choice() {
        JsonNode choice = body.path(CHOICE);
        if (!body.hasNonNull(CHOICE)) {
            return null;
        }
        if (choice.isObject() && choice.path(TYPE).asString("").equals(FUNCTION)) {
            String name = text(choice, NAME, CHOICE + "." + NAME);
            if (name != null && !name.isEmpty()) {
                return ToolChoice.named(name);
            }
        }
        return switch (choice.asString("")) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.REQUIRED;
            default -> throw InvalidCalls.at(CHOICE, "must be auto, none, required or a function by its name");
        };
    }

    private @Nullable AnswerSchema schema() {
        ObjectNode format = object(object(body, TEXT, TEXT), "format", FORMAT);
        return switch (format.path(TYPE).asString(TEXT)) {
            case TEXT -> null;
            case "json_object" -> new AnswerSchema(null, null, null, null, FORMAT);
            case "json_schema" -> {
                if (!format.path("schema").isObject()) {
                    throw InvalidCalls.at(FORMAT + ".schema", "must be a JSON Schema");
                }
                yield new AnswerSchema(
                        text(format, NAME, FORMAT + "." + NAME),
                        text(format, "description", FORMAT + ".description"),
                        object(format, "schema", FORMAT + ".schema"),
                        bool(format, "strict", FORMAT + ".strict"),
                        FORMAT);
            }
            default -> throw InvalidCalls.at(FORMAT + "." + TYPE, "must be text, json_object or json_schema");
        };
    }

    private @Nullable Reasoning reasoning() {
        String effort = text(object(body, "reasoning", "reasoning"), "effort", "reasoning.effort");
        return effort == null ? null : new Reasoning(effort, null, "reasoning.effort");
    }

    private @Nullable Boolean bool(String name) {
        return bool(body, name, name);
    }

    private static @Nullable Boolean bool(JsonNode holder, String name, String param) {
        JsonNode value = holder.path(name);
        if (!holder.hasNonNull(name)) {
            return null;
        }
        if (!value.isBoolean()) {
            throw InvalidCalls.at(param, "must be true or false");
        }
        return value.asBoolean();
    }

    /// @param param its name in errors
    /// @throws ProblemException `invalid-call` if it is not a text
    public static @Nullable String text(JsonNode holder, String name, String param) {
        JsonNode value = holder.path(name);
        if (!holder.hasNonNull(name)) {
            return null;
        }
        if (!value.isString()) {
            throw InvalidCalls.at(param, "must be a text");
        }
        return value.asString();
    }

    /// Returns the object; an empty one if there is none.
    private static ObjectNode object(ObjectNode holder, String name, String param) {
        return object((JsonNode) holder, name, param);
    }

    private static ObjectNode object(JsonNode holder, String name, String param) {
        JsonNode value = holder.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (holder.hasNonNull(name)) {
            throw InvalidCalls.at(param, "must be an object");
        }
        return ((ObjectNode) holder).objectNode();
    }
}
