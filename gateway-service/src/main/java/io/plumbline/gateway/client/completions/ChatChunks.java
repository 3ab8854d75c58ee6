package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.ChatShape;
import io.plumbline.gateway.wire.WireJson;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the chunks of a streamed chat completion.
final class ChatChunks {

    static final String CHOICES = "choices";
    static final String USAGE = "usage";
    static final String DELTA = "delta";

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private ChatChunks() {}

    /// Returns the event that ends a stream.
    static byte[] done() {
        return DONE.clone();
    }

    /// Whether this event ends the stream.
    static boolean isDone(byte[] data) {
        return Arrays.equals(data, DONE);
    }

    /// @throws NotAChunkException if the data is not a chunk
    static ObjectNode parse(byte[] data) throws NotAChunkException {
        ObjectNode chunk = WireJson.object(data).orElseThrow(() -> new NotAChunkException(false));
        if (chunk.hasNonNull("error") && !chunk.has(CHOICES)) {
            throw new NotAChunkException(true);
        }
        if (!ChatShape.isChunk(chunk)) {
            throw new NotAChunkException(false);
        }
        return chunk;
    }

    /// Whether the data fits on one line, so that it can be sent as an event unchanged.
    static boolean isOneLine(byte[] data) {
        for (byte b : data) {
            if (b == '\n') {
                return false;
            }
        }
        return true;
    }

    /// Whether a rewritten chunk contains only empty text.
    static boolean saysNothing(ObjectNode chunk) {
        JsonNode all = chunk.path(CHOICES);
        if (all.isEmpty() || chunk.hasNonNull(USAGE)) {
            return false;
        }
        for (JsonNode choice : all) {
            for (Map.Entry<String, JsonNode> member : choice.properties()) {
                String name = member.getKey();
                if (!name.equals("index") && !(name.equals(DELTA) || isNothing(member.getValue()))) {
                    return false;
                }
            }
            for (Map.Entry<String, JsonNode> member : choice.path(DELTA).properties()) {
                if (!isNothing(member.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || (value.isString() && value.asString().isEmpty());
    }
}
