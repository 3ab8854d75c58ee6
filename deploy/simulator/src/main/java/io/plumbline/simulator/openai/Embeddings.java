package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.SimulatedTokens;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.model.Models;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/embeddings`: of text, of several texts, of tokens, of several lists of tokens.
final class Embeddings {
    private static final int MOST_INPUTS = 2_048;
    private static final int MOST_TOKENS_EACH = 8_192;
    private static final int MOST_TOKENS = 300_000;

    private final Models models;

    Embeddings(Models models) {
        this.models = models;
    }

    void handle(Request request, Exchange exchange) throws InterruptedException {
        ObjectNode body = Json.object(request.body());
        Fields fields = Fields.of(body);
        String model = fields.requiredString("model");
        models.call(model, request, exchange, call -> {
            ObjectNode answer = answer(fields).put("model", model);
            call.answer(Json.response(200, answer).with("x-request-id", Ids.next("req_")));
        });
    }

    private static ObjectNode answer(Fields fields) {
        List<Input> inputs = inputs(fields);
        SimulatedEmbedder embedder = new SimulatedEmbedder(
                fields.integer("dimensions", 1, SimulatedEmbedder.DIMENSIONS).orElse(SimulatedEmbedder.DIMENSIONS));
        boolean base64 = isBase64(fields);
        ObjectNode answer = Json.newObject().put("object", "list");
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            put(entry, embedder.embed(inputs.get(i).text()), base64);
            tokens += inputs.get(i).tokens();
        }
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    private static boolean isBase64(Fields fields) {
        return switch (fields.string("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw fields.refuse("encoding_format", "must be float or base64");
        };
    }

    private static void put(ObjectNode entry, float[] vector, boolean base64) {
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            entry.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode numbers = entry.putArray("embedding");
            for (float number : vector) {
                numbers.add(number);
            }
        }
    }

    private static List<Input> inputs(Fields fields) {
        JsonNode input = fields.present("input").orElseThrow(() -> fields.refuse("input", "is required"));
        List<Input> inputs = new ArrayList<>();
        if (input.isString() || (input.isArray() && input.path(0).isNumber())) {
            inputs.add(input(fields, input));
        } else {
            fields.array("input").forEach(element -> inputs.add(input(fields, element)));
        }
        if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
            throw fields.refuse("input", "must hold 1 to " + MOST_INPUTS + " texts");
        }
        boolean tooLong = inputs.stream().anyMatch(each -> each.tokens() > MOST_TOKENS_EACH)
                || inputs.stream().mapToInt(Input::tokens).sum() > MOST_TOKENS;
        if (tooLong) {
            throw fields.refuse(
                    "input", "must have at most " + MOST_TOKENS_EACH + " tokens each and " + MOST_TOKENS + " in all");
        }
        return inputs;
    }

    /// Tokens stand for themselves: without their vocabulary a number works as well as a word.
    private static Input input(Fields fields, JsonNode node) {
        if (node.isString() && !node.stringValue().isEmpty()) {
            return new Input(node.stringValue(), SimulatedTokens.count(node.stringValue()));
        }
        boolean tokens =
                node.isArray() && !node.isEmpty() && node.values().stream().allMatch(JsonNode::isIntegralNumber);
        if (!tokens) {
            throw fields.refuse("input", "must be text that is not empty, or tokens, or a list of either");
        }
        String text =
                node.values().stream().map(token -> "t" + token.asString()).collect(Collectors.joining(" "));
        return new Input(text, node.size());
    }

    private record Input(String text, int tokens) {}
}
