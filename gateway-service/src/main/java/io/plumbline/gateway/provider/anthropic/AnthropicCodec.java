package io.plumbline.gateway.provider.anthropic;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.ProviderCall;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.gateway.provider.protocol.UnsupportedParameters;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads Anthropic's dialect. A schema for the answer becomes a tool that the model must call; its input
/// is the answer. A parameter without an equivalent is refused if it would change the
/// answer, and dropped if it is a hint. Unknown parameters are passed on for the provider to decide.
public final class AnthropicCodec implements ProviderCodec {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String NAME = "name";
    private static final String TOOLS = "tools";
    private static final String CHOICE = "tool_choice";
    private static final String CONTENT = "content";
    private static final String THINKING = "thinking";
    private static final String MAX_TOKENS = "max_tokens";
    private static final String INPUT_SCHEMA = "input_schema";
    private static final String NO_PARALLEL = "disable_parallel_tool_use";

    /// The minimum thinking budget that Anthropic accepts, and the budgets of the other efforts.
    private static final int LEAST = 1_024;

    private static final int MEDIUM = 4_096;
    private static final int HIGH = 16_384;

    @Override
    public ProviderCall begin(ModelRequest request, String model) {
        ObjectNode body = WireJson.newObject();
        request.parameters().forEach((name, parameter) -> parameter(name, parameter, body));
        if (request.user() != null) {
            body.putObject("metadata").put("user_id", request.user());
        }
        AnthropicMessages.write(request.messages(), body);
        if (!request.tools().isEmpty()) {
            tools(request, body);
        }
        if (request.reasoning() != null && !body.has(THINKING)) {
            think(request.reasoning(), body);
        }
        AnswerSchema schema = request.answerSchema();
        return new Call(body, schema == null ? null : answerTool(schema, body));
    }

    private static void parameter(String name, Parameter parameter, ObjectNode body) {
        JsonNode value = parameter.value();
        if (name.equals("modalities")) {
            requireText(parameter);
        } else if (!UnsupportedParameters.PASSING.drops(name, parameter)) {
            switch (name) {
                case "stop" -> body.set("stop_sequences", value);
                case "temperature" -> {
                    if (value.asDouble(0) > 1) {
                        throw InvalidCalls.at(parameter.param(), "must be at most 1 for the model behind this route");
                    }
                    body.set(name, value);
                }
                default -> body.set(name, value);
            }
        }
    }

    private static void requireText(Parameter modalities) {
        if (modalities.value().valueStream().anyMatch(each -> !each.asString("").equals(TEXT))) {
            throw InvalidCalls.at(modalities.param(), "must be text only for the model behind this route");
        }
    }

    private static void tools(ModelRequest request, ObjectNode body) {
        ArrayNode tools = body.putArray(TOOLS);
        for (Tool tool : request.tools()) {
            ObjectNode translated = tools.addObject().put(NAME, tool.name());
            if (tool.description() != null) {
                translated.put("description", tool.description());
            }
            if (tool.schema() != null) {
                translated.set(INPUT_SCHEMA, tool.schema());
            } else {
                translated.putObject(INPUT_SCHEMA).put(TYPE, "object").putObject("properties");
            }
        }
        ToolChoice choice = request.toolChoice();
        boolean alone = Boolean.FALSE.equals(request.parallelToolCalls());
        if (choice != null || alone) {
            body.set(CHOICE, choice(choice == null ? ToolChoice.AUTO : choice, alone));
        }
    }

    private static ObjectNode choice(ToolChoice choice, boolean alone) {
        ObjectNode translated = WireJson.newObject();
        switch (choice.mode()) {
            case AUTO -> translated.put(TYPE, "auto");
            case REQUIRED -> translated.put(TYPE, "any");
            case NAMED -> translated.put(TYPE, "tool").put(NAME, choice.name());
            case NONE -> {
                return translated.put(TYPE, "none");
            }
        }
        return alone ? translated.put(NO_PARALLEL, true) : translated;
    }

    /// Sets the thinking budget, which the output limit includes.
    private static void think(Reasoning reasoning, ObjectNode body) {
        String effort = reasoning.effort();
        int budget = effort == null
                ? reasoning.budgetTokens() == null ? 0 : reasoning.budgetTokens()
                : switch (effort) {
                    case "none", "minimal" -> 0;
                    case "low" -> LEAST;
                    case "medium" -> MEDIUM;
                    case "high", "xhigh" -> HIGH;
                    default ->
                        throw InvalidCalls.at(reasoning.param(), "must be none, minimal, low, medium, high or xhigh");
                };
        if (budget == 0) {
            return;
        }
        int largest = body.path(MAX_TOKENS).asInt(0);
        if (largest > 0 && budget >= largest) {
            budget = Math.max(LEAST, largest / 2);
            if (budget >= largest) {
                throw InvalidCalls.at(
                        reasoning.param(), "needs an output limit of more than " + LEAST + " tokens for this model");
            }
        }
        body.putObject(THINKING).put(TYPE, "enabled").put("budget_tokens", budget);
    }

    /// @return the name of the tool that represents the schema
    private static String answerTool(AnswerSchema wanted, ObjectNode body) {
        ObjectNode schema = wanted.schema();
        if (schema == null || !schema.path(TYPE).asString("").equals("object")) {
            throw InvalidCalls.at(wanted.param(), "must be a json_schema of an object for the model behind this route");
        }
        if (body.has(TOOLS) || body.has(THINKING)) {
            throw InvalidCalls.at(
                    wanted.param(), "cannot be combined with tools or reasoning for the model behind this route");
        }
        String name = wanted.name() == null ? "answer" : wanted.name();
        body.putArray(TOOLS)
                .addObject()
                .put(NAME, name)
                .put("description", wanted.description() == null ? "Gives the answer." : wanted.description())
                .set(INPUT_SCHEMA, schema);
        body.putObject(CHOICE).put(TYPE, "tool").put(NAME, name).put(NO_PARALLEL, true);
        return name;
    }

    static FinishReason reason(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            default -> FinishReason.STOP;
        };
    }

    /// Reads the usage. Anthropic counts cached tokens separately from the input.
    static Usage usage(JsonNode usage) {
        long read = usage.path("cache_read_input_tokens").asLong(0);
        long written = usage.path("cache_creation_input_tokens").asLong(0);
        long input = usage.path("input_tokens").asLong(0) + read + written;
        return new Usage(input, read, written, usage.path("output_tokens").asLong(0), 0);
    }

    static @Nullable String stopSequence(JsonNode holder) {
        JsonNode sequence = holder.path("stop_sequence");
        return sequence.isString() ? sequence.asString() : null;
    }

    /// @param answerTool name of the tool whose input is the answer; null for none
    private record Call(ObjectNode request, @Nullable String answerTool) implements ProviderCall {

        private static final String TOO_LONG = "prompt is too long";

        @Override
        public ModelAnswer answer(ObjectNode message) {
            List<Part> parts = new ArrayList<>();
            for (JsonNode block : message.path(CONTENT)) {
                part(block, parts);
            }
            FinishReason reason = reason(message.path("stop_reason").asString(""));
            return new ModelAnswer(
                    message.path("id").asString(""),
                    message.path("model").asString(""),
                    parts,
                    answerTool != null && reason == FinishReason.TOOL_CALLS ? FinishReason.STOP : reason,
                    stopSequence(message),
                    usage(message.path("usage")));
        }

        private void part(JsonNode block, List<Part> parts) {
            switch (block.path(TYPE).asString("")) {
                case TEXT -> {
                    String text = block.path(TEXT).asString("");
                    if (!text.isEmpty()) {
                        parts.add(Part.Text.of(text));
                    }
                }
                case THINKING ->
                    parts.add(new Part.Thought(
                            block.path(THINKING).asString(""),
                            block.path("signature").asString(""),
                            ""));
                case "redacted_thinking" ->
                    parts.add(new Part.SealedThought(block.path("data").asString(""), ""));
                case "tool_use" -> {
                    JsonNode input = block.path("input");
                    String name = block.path(NAME).asString("");
                    String arguments = input.isEmpty() ? "" : new String(WireJson.bytes(input), StandardCharsets.UTF_8);
                    if (name.equals(answerTool)) {
                        parts.add(Part.Text.of(arguments.isEmpty() ? "{}" : arguments));
                    } else {
                        parts.add(new Part.ToolUse(block.path("id").asString(""), name, arguments, null, ""));
                    }
                }
                default -> {
                    // what Anthropic's own servers did for the answer has no place in other dialects
                }
            }
        }

        @Override
        public DeltaReader deltas() {
            return new AnthropicEvents(answerTool);
        }

        /// Reads a refusal. Sets the code by which OpenAI's clients recognise a conversation that exceeds the
        /// context.
        @Override
        public ProviderRefusal refusal(ObjectNode body, int status) {
            JsonNode said = body.path("error");
            String message = said.path("message").asString("");
            JsonNode type = said.path(TYPE);
            return new ProviderRefusal(
                    status,
                    message,
                    type.isString() ? type.asString() : null,
                    message.startsWith(TOO_LONG) ? ProviderRefusal.TOO_LONG : null);
        }
    }
}
