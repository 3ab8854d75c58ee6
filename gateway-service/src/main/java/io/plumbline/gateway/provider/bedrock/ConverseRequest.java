package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.provider.protocol.UnsupportedParameters;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a Converse request. A parameter without an equivalent is refused if it would change the answer, and
/// dropped if it is a hint. Unknown parameters are sent to the model in `additionalModelRequestFields`, for the
/// provider to decide.
final class ConverseRequest {

    private static final UnsupportedParameters UNSUPPORTED = UnsupportedParameters.PASSING.dropping("stream");

    /// The member for model-specific parameters.
    static final String OPEN = "additionalModelRequestFields";

    private static final String THINKING = "thinking";

    /// The minimum that Claude accepts.
    private static final int LEAST_BUDGET = 1_024;

    private static final int MEDIUM_BUDGET = 4_096;
    private static final int HIGH_BUDGET = 16_384;

    private final ModelRequest request;
    private final String model;
    private final ObjectNode body = WireJson.newObject();
    private final ObjectNode inference = WireJson.newObject();
    private final ObjectNode additional = WireJson.newObject();

    private ConverseRequest(ModelRequest request, String model) {
        this.request = request;
        this.model = model;
    }

    /// A request and how to read its answer.
    record Written(ObjectNode body, Form form) {}

    /// How to read an answer.
    ///
    /// @param jsonTool name of the tool whose input is the answer; null for none
    /// @param oneCall whether only the first tool call counts, since Converse cannot limit the model to one
    record Form(@Nullable String jsonTool, boolean oneCall) {}

    /// @throws ProblemException `invalid-call`, with the invalid field as `param`
    static Written write(ModelRequest request, String model) {
        return new ConverseRequest(request, model).write();
    }

    private Written write() {
        ConverseMessages messages = ConverseMessages.write(request.messages());
        if (!messages.system().isEmpty()) {
            body.set("system", messages.system());
        }
        body.set("messages", messages.messages());
        for (Map.Entry<String, Parameter> each : request.parameters().entrySet()) {
            parameter(each.getKey(), each.getValue());
        }
        reason();
        ConverseTools tools = new ConverseTools(request);
        AnswerSchema schema = request.answerSchema();
        if (schema != null && (!request.tools().isEmpty() || additional.has(THINKING))) {
            throw InvalidCalls.at(
                    schema.param(), "cannot be combined with tools or reasoning for the model behind this route");
        }
        ObjectNode toolConfig = schema == null ? tools.config() : ConverseTools.answering(schema);
        if (!inference.isEmpty()) {
            body.set("inferenceConfig", inference);
        }
        if (!toolConfig.isEmpty()) {
            body.set("toolConfig", toolConfig);
        }
        if (!additional.isEmpty()) {
            body.set(OPEN, additional);
        }
        return new Written(body, new Form(schema == null ? null : ConverseTools.nameOf(schema), tools.onlyOne()));
    }

    private void parameter(String name, Parameter parameter) {
        JsonNode value = parameter.value();
        if (UNSUPPORTED.drops(name, parameter)) {
            return;
        }
        switch (name) {
            case "max_tokens" -> inference.set("maxTokens", value);
            case "temperature" -> {
                if (value.asDouble(0) > 1) {
                    throw InvalidCalls.at(parameter.param(), "must be at most 1 for the model behind this route");
                }
                inference.set(name, value);
            }
            case "top_p" -> inference.set("topP", value);
            case "stop" -> {
                inference.set("stopSequences", value);
                body.putArray("additionalModelResponseFieldPaths").add(ConverseAnswer.STOP_SEQUENCE_PATH);
            }
            case "top_k" -> {
                if (isNova()) {
                    additional.withObjectProperty("inferenceConfig").set("topK", value);
                } else {
                    additional.set(name, value);
                }
            }
            default -> additional.set(name, value);
        }
    }

    /// Writes the reasoning effort, which each model family expresses differently. Drops it for families without
    /// an equivalent, since it is a hint.
    private void reason() {
        Reasoning wanted = request.reasoning();
        if (wanted == null || additional.has(THINKING)) {
            return;
        }
        if (model.contains("anthropic.")) {
            think(wanted);
        } else if (model.contains("openai.") && !additional.has("reasoning_effort")) {
            String effort = effort(wanted);
            additional.put("reasoning_effort", effort.equals("none") ? "low" : effort);
        } else if (model.contains("amazon.nova-2") && !effort(wanted).equals("none")) {
            additional.putObject("reasoningConfig").put("type", "enabled").put("maxReasoningEffort", effort(wanted));
        }
    }

    private void think(Reasoning wanted) {
        Integer given = wanted.budgetTokens();
        int budget = given == null ? budget(effort(wanted)) : given;
        if (budget == 0) {
            return;
        }
        int largest = inference.path("maxTokens").asInt(0);
        if (given == null && largest > 0 && budget >= largest) {
            budget = Math.max(LEAST_BUDGET, largest / 2);
            if (budget >= largest) {
                throw InvalidCalls.at(
                        wanted.param(),
                        "needs an output limit of more than " + LEAST_BUDGET + " tokens for this model");
            }
        }
        additional.putObject(THINKING).put("type", "enabled").put("budget_tokens", budget);
    }

    /// Returns `none`, `low`, `medium` or `high`.
    private static String effort(Reasoning wanted) {
        Integer budget = wanted.budgetTokens();
        if (budget != null) {
            return budget == 0 ? "none" : budget >= HIGH_BUDGET ? "high" : budget >= MEDIUM_BUDGET ? "medium" : "low";
        }
        String effort = wanted.effort() == null ? "" : wanted.effort();
        return switch (effort) {
            case "none", "minimal" -> "none";
            case "low", "medium", "high" -> effort;
            case "xhigh", "max" -> "high";
            default -> throw InvalidCalls.at(wanted.param(), "must be none, minimal, low, medium, high or xhigh");
        };
    }

    private static int budget(String effort) {
        return switch (effort) {
            case "low" -> LEAST_BUDGET;
            case "medium" -> MEDIUM_BUDGET;
            case "high" -> HIGH_BUDGET;
            default -> 0;
        };
    }

    private boolean isNova() {
        return model.contains("amazon.nova");
    }
}
