package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Creates the gateway's own events of a stream.
final class MessageEvents {

    static final String BLOCK_DELTA = "content_block_delta";
    static final String BLOCK_STOP = "content_block_stop";

    private static final String TYPE = MessageTexts.TYPE;
    private static final String INDEX = "index";
    private static final String USAGE = "usage";
    private static final String DELTA = "delta";

    private MessageEvents() {}

    /// Creates the start of a message whose content is all blocked.
    static byte[] emptyStart() {
        ObjectNode start = WireJson.newObject().put(TYPE, "message_start");
        ObjectNode message = start.putObject("message");
        message.put("id", "msg_refused")
                .put(TYPE, "message")
                .put("role", "assistant")
                .put("model", "");
        message.putArray(MessageTexts.CONTENT);
        message.putNull(MessageAnswer.STOP_REASON).putNull("stop_sequence");
        message.putObject(USAGE).put("input_tokens", 0).put("output_tokens", 0);
        return WireJson.bytes(start);
    }

    static byte[] delta(int block, ObjectNode delta) {
        ObjectNode event = WireJson.newObject().put(TYPE, BLOCK_DELTA).put(INDEX, block);
        event.set(DELTA, delta);
        return WireJson.bytes(event);
    }

    static byte[] blockStop(int block) {
        return WireJson.bytes(WireJson.newObject().put(TYPE, BLOCK_STOP).put(INDEX, block));
    }

    /// Creates the end of a message that the policy stops.
    ///
    /// @param words the policy's own message; null for none
    static byte[] refusal(long outputTokens, @Nullable String words) {
        ObjectNode end = WireJson.newObject().put(TYPE, "message_delta");
        ObjectNode delta = end.putObject(DELTA)
                .put(MessageAnswer.STOP_REASON, MessageAnswer.REFUSAL)
                .putNull("stop_sequence");
        MessageAnswer.explain(words, delta);
        end.putObject(USAGE).put("output_tokens", outputTokens);
        return WireJson.bytes(end);
    }

    /// @param plumbline the gateway's own member; null for none
    static byte[] stop(@Nullable ObjectNode plumbline) {
        ObjectNode stop = WireJson.newObject().put(TYPE, "message_stop");
        if (plumbline != null) {
            stop.set(AnswerStream.PLUMBLINE, plumbline);
        }
        return WireJson.bytes(stop);
    }

    /// Whether the data of an event fits on one line, as it is sent.
    static boolean isOneLine(byte[] data) {
        for (byte b : data) {
            if (b == '\n') {
                return false;
            }
        }
        return true;
    }

    /// Whether a rewritten delta contains only empty text.
    static boolean saysNothing(ObjectNode delta) {
        return delta.properties().stream()
                .allMatch(member -> member.getKey().equals(MessageTexts.TYPE)
                        || (member.getValue().isString()
                                && member.getValue().asString().isEmpty()));
    }
}
