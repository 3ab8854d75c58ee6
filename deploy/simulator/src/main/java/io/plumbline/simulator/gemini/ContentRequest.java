package io.plumbline.simulator.gemini;

import io.plumbline.simulator.answer.AnswerFormat;
import io.plumbline.simulator.answer.Limits;
import io.plumbline.simulator.answer.SimulatedConversation;
import io.plumbline.simulator.answer.Turn;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.tool.ToolDefinition;
import io.plumbline.simulator.tool.ToolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request for content. As strict as Gemini: unknown members of a request are rejected, which exposes a gateway
/// that breaks a request.
///
/// @param thinks whether the answer begins with the model's thinking
record ContentRequest(String model, SimulatedConversation conversation, boolean thinks) {
    private static final Set<String> KNOWN = Set.of(
            "contents",
            "systemInstruction",
            "tools",
            "toolConfig",
            "safetySettings",
            "generationConfig",
            "cachedContent",
            "model",
            "labels");
    private static final int MOST_STOPS = 5;

    static ContentRequest read(String model, ObjectNode body) {
        Fields fields = Fields.of(body);
        for (String name : body.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw fields.refuse(name, "is unknown: cannot find field");
            }
        }
        Fields config =
                fields.object("generationConfig").orElseGet(() -> new Fields(Json.newObject(), "generationConfig"));
        config.number("temperature", 0, 2);
        List<ToolDefinition> tools = tools(fields);
        SimulatedConversation conversation = new SimulatedConversation(
                turns(fields), tools, toolChoice(fields, tools), format(config), limits(config));
        boolean thinks = config.object("thinkingConfig")
                .map(thinking -> thinking.flag("includeThoughts", false))
                .orElse(false);
        return new ContentRequest(model, conversation, thinks);
    }

    private static List<Turn> turns(Fields body) {
        List<Turn> turns = new ArrayList<>();
        body.object("systemInstruction").ifPresent(system -> add(Turn.Role.SYSTEM, system, turns));
        List<Fields> contents = body.objects("contents");
        if (contents.isEmpty()) {
            throw body.refuse("contents", "is not specified");
        }
        for (Fields content : contents) {
            add(
                    switch (content.string("role").orElse("user")) {
                        case "user" -> Turn.Role.USER;
                        case "model" -> Turn.Role.ASSISTANT;
                        default -> throw content.refuse("role", "must be user or model");
                    },
                    content,
                    turns);
        }
        return turns;
    }

    /// Results of functions become turns of their own.
    private static void add(Turn.Role role, Fields content, List<Turn> turns) {
        StringBuilder text = new StringBuilder();
        int attachments = 0;
        boolean onlyResults = true;
        List<Fields> parts = content.objects("parts");
        if (parts.isEmpty()) {
            throw content.refuse("parts", "must not be empty");
        }
        for (Fields part : parts) {
            Optional<Fields> result = part.object("functionResponse");
            Optional<Fields> call = part.object("functionCall");
            result.ifPresent(
                    given -> turns.add(new Turn(Turn.Role.TOOL, said(given), given.requiredString("name"), 0)));
            call.ifPresent(given -> append(
                    text,
                    given.requiredString("name")
                            + given.object("args")
                                    .map(args -> Json.text(args.node()))
                                    .orElse("")));
            part.string("text").ifPresent(said -> append(text, said));
            attachments += part.present("inlineData").isPresent()
                            || part.present("fileData").isPresent()
                    ? 1
                    : 0;
            onlyResults &= result.isPresent();
        }
        if (!onlyResults) {
            turns.add(new Turn(role, text.toString(), "", attachments));
        }
    }

    private static String said(Fields result) {
        ObjectNode response = result.object("response")
                .orElseThrow(() -> result.refuse("response", "is required"))
                .node();
        JsonNode text = response.size() == 1 ? response.iterator().next() : response;
        return text.isString() ? text.stringValue() : Json.text(text);
    }

    private static void append(StringBuilder text, String more) {
        text.append(text.isEmpty() ? "" : "\n").append(more);
    }

    private static List<ToolDefinition> tools(Fields fields) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (Fields tool : fields.objects("tools")) {
            for (Fields function : tool.objects("functionDeclarations")) {
                Optional<Fields> schema = function.object("parametersJsonSchema");
                if (schema.isPresent() && function.present("parameters").isPresent()) {
                    throw function.refuse("parameters", "must not stand beside parametersJsonSchema");
                }
                tools.add(new ToolDefinition(
                        function.requiredString("name"),
                        function.string("description").orElse(""),
                        schema.or(() -> function.object("parameters"))
                                .map(Fields::node)
                                .orElseGet(Json::newObject)));
            }
        }
        return tools;
    }

    private static ToolSettings toolChoice(Fields fields, List<ToolDefinition> tools) {
        Optional<Fields> calling =
                fields.object("toolConfig").flatMap(config -> config.object("functionCallingConfig"));
        if (calling.isEmpty()) {
            return ToolSettings.AUTO;
        }
        Fields given = calling.get();
        List<String> allowed = given.array("allowedFunctionNames").stream()
                .map(name -> name.asString(""))
                .toList();
        if (allowed.stream()
                .anyMatch(name -> tools.stream().noneMatch(tool -> tool.name().equals(name)))) {
            throw given.refuse("allowedFunctionNames", "must be names of functions");
        }
        return switch (given.string("mode").orElse("AUTO")) {
            case "AUTO", "VALIDATED" -> ToolSettings.AUTO;
            case "NONE" -> new ToolSettings(ToolSettings.Mode.NONE, "", true);
            case "ANY" ->
                allowed.isEmpty()
                        ? new ToolSettings(ToolSettings.Mode.REQUIRED, "", true)
                        : new ToolSettings(ToolSettings.Mode.NAMED, allowed.getFirst(), true);
            default -> throw given.refuse("mode", "must be AUTO, ANY, NONE or VALIDATED");
        };
    }

    private static @Nullable AnswerFormat format(Fields config) {
        if (!config.string("responseMimeType").orElse("").equals("application/json")) {
            return null;
        }
        return new AnswerFormat(config.object("responseJsonSchema")
                .or(() -> config.object("responseSchema"))
                .map(Fields::node)
                .orElse(null));
    }

    private static Limits limits(Fields config) {
        List<String> stops = config.array("stopSequences").stream()
                .map(stop -> stop.asString(""))
                .toList();
        if (stops.size() > MOST_STOPS || stops.contains("")) {
            throw config.refuse("stopSequences", "must be up to " + MOST_STOPS + " strings that are not empty");
        }
        return new Limits(
                config.integer("maxOutputTokens", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE), stops);
    }
}
