package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.provider.protocol.UnsupportedParameters;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a request. Hints without an equivalent are dropped. Everything else without an equivalent is refused,
/// since Gemini refuses unknown members.
final class GeminiRequest {

    private static final UnsupportedParameters UNSUPPORTED =
            UnsupportedParameters.COMMON.dropping("stream", "safety_identifier");

    /// The members of `generationConfig` by the names of [ModelRequest#parameters].
    private static final Map<String, String> CONFIG = Map.of(
            "max_tokens", "maxOutputTokens",
            "temperature", "temperature",
            "top_p", "topP",
            "top_k", "topK",
            "stop", "stopSequences",
            "seed", "seed",
            "presence_penalty", "presencePenalty",
            "frequency_penalty", "frequencyPenalty");

    private final ModelRequest request;
    private final String model;
    private final ObjectNode out = WireJson.newObject();
    private final ObjectNode config = WireJson.newObject();

    private GeminiRequest(ModelRequest request, String model) {
        this.request = request;
        this.model = model;
    }

    /// @throws ProblemException `invalid-call` for content without an equivalent
    static ObjectNode write(ModelRequest request, String model) {
        return new GeminiRequest(request, model).written();
    }

    private ObjectNode written() {
        systemInstruction();
        out.set("contents", new GeminiContents(GeminiThinking.isNewer(model)).write(request.messages()));
        tools();
        request.parameters().forEach(this::parameter);
        answerSchema();
        if (request.reasoning() != null) {
            GeminiThinking.write(request.reasoning(), model, config);
        }
        if (!config.isEmpty()) {
            out.set("generationConfig", config);
        }
        return out;
    }

    /// Writes the application's messages, from anywhere in the conversation.
    private void systemInstruction() {
        ArrayNode parts = WireJson.newObject().putArray("parts");
        for (Message message : request.messages()) {
            if (message.role() == Message.Role.SYSTEM) {
                message.parts().forEach(part -> parts.addObject().put("text", text(part)));
            }
        }
        if (!parts.isEmpty()) {
            out.putObject("systemInstruction").set("parts", parts);
        }
    }

    private static String text(Part part) {
        if (part instanceof Part.Text text) {
            return text.text();
        }
        throw InvalidCalls.at(part.param(), "must be text");
    }

    private void tools() {
        if (request.tools().isEmpty()) {
            return;
        }
        ArrayNode declarations = out.putArray("tools").addObject().putArray("functionDeclarations");
        for (Tool tool : request.tools()) {
            ObjectNode declaration = declarations.addObject().put("name", tool.name());
            if (tool.description() != null) {
                declaration.put("description", tool.description());
            }
            if (tool.schema() != null) {
                declaration.set("parametersJsonSchema", tool.schema());
            }
        }
        ToolChoice choice = request.toolChoice();
        if (choice != null) {
            ObjectNode calling = out.putObject("toolConfig").putObject("functionCallingConfig");
            calling.put(
                    "mode",
                    switch (choice.mode()) {
                        case AUTO -> "AUTO";
                        case NONE -> "NONE";
                        case REQUIRED, NAMED -> "ANY";
                    });
            if (choice.name() != null) {
                calling.putArray("allowedFunctionNames").add(choice.name());
            }
        }
    }

    private void parameter(String name, Parameter parameter) {
        JsonNode value = parameter.value();
        if (value.isNull() || UNSUPPORTED.drops(name, parameter)) {
            return;
        }
        String known = CONFIG.get(name);
        if (known == null) {
            throw UnsupportedParameters.refusal(parameter);
        }
        if (!value.isArray() || !value.isEmpty()) {
            config.set(known, value);
        }
    }

    private void answerSchema() {
        AnswerSchema wanted = request.answerSchema();
        if (wanted != null) {
            config.put("responseMimeType", "application/json");
            if (wanted.schema() != null) {
                config.set("responseJsonSchema", wanted.schema());
            }
        }
    }
}
