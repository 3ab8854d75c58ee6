package io.plumbline.gateway.wire;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes external JSON as trees, so that unknown content passes through: every field in its order, and
/// every digit of a number. Of a duplicate field the last one counts, for guards and providers alike.
public final class WireJson {

    private static final int MAX_DEPTH = 200;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private WireJson() {}

    /// Returns the object in the bytes; empty for anything else. Gives no reason, since a parser's message may
    /// quote the text.
    public static Optional<ObjectNode> object(byte[] bytes) {
        try {
            return JSON.readTree(bytes) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException | NumberFormatException e) { // the latter for an exponent beyond all bounds
            return Optional.empty();
        }
    }

    /// Returns the value in a text that contains nothing else; otherwise empty.
    public static Optional<JsonNode> value(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JacksonException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    public static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    /// Returns the object as maps, lists and plain values.
    public static Map<String, @Nullable Object> map(ObjectNode object) {
        return JSON.convertValue(object, MAP);
    }

    public static ObjectNode newObject() {
        return JSON.createObjectNode();
    }
}
