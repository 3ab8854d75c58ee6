package io.plumbline.simulator.json;

import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON mapper of the simulator. It is thread-safe and never bound to classes: compatible surfaces ignore
/// unknown fields, for which trees work best.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /// Reads a request body.
    ///
    /// @throws RequestRefusal 400 unless the bytes are exactly one JSON object
    public static ObjectNode object(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw RequestRefusal.of(400, "The body is not valid JSON: " + e.getOriginalMessage());
        }
        throw RequestRefusal.of(400, "The body must be a JSON object");
    }

    /// Reads text that may or may not be JSON.
    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode newArray() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    public static Response response(int status, JsonNode body) {
        return Response.json(status, bytes(body));
    }
}
