package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.SimulatedTokens;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Frame;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.tool.SimulatedToolCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes one message: whole, or as the events from `message_start` to `message_stop`.
final class MessageWriter {
    private static final String THINKING = "thinking";
    private static final int SIGNATURE_BYTES = 240;
    private static final String SIGNATURE = "signature";

    private final String id = Ids.next("msg_");
    private final MessageRequest request;
    private final Reply reply;
    private final int promptTokens;

    MessageWriter(MessageRequest request, Reply reply) {
        this.request = request;
        this.reply = reply;
        this.promptTokens = request.conversation().promptTokens();
    }

    ObjectNode message() {
        ObjectNode message = envelope();
        ArrayNode content = message.putArray("content");
        if (request.thinks()) {
            content.addObject().put("type", THINKING).put(THINKING, thought()).put(SIGNATURE, signature());
        }
        if (!reply.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", reply.text());
        }
        for (SimulatedToolCall call : reply.calls()) {
            ObjectNode use = toolUse(call);
            use.set("input", Json.parse(call.arguments()).orElseGet(Json::newObject));
            content.add(use);
        }
        putEnding(message);
        message.set("usage", usage(outputTokens()));
        return message;
    }

    /// Includes thinking, which counts like the rest of the answer.
    private int outputTokens() {
        return reply.tokens() + (request.thinks() ? SimulatedTokens.count(thought()) : 0);
    }

    private String thought() {
        return "Let me see what is asked: " + request.conversation().lastMessage() + " I know how to answer that.";
    }

    /// Opaque, like the real one, and derived from the thinking.
    private String signature() {
        byte[] bytes = new byte[SIGNATURE_BYTES];
        new Random(thought().hashCode()).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Usage at the start states the prompt and one token; usage at the end is authoritative and covers the whole
    /// answer.
    List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        ObjectNode start = event("message_start");
        ObjectNode message = envelope();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(Math.min(1, outputTokens())));
        start.set("message", message);
        frames.add(frame(start, false));
        addBlocks(frames);
        ObjectNode delta = event("message_delta");
        putEnding(delta.putObject("delta"));
        delta.putObject("usage").put("output_tokens", outputTokens());
        frames.add(frame(delta, false));
        frames.add(frame(event("message_stop"), false));
        return frames;
    }

    private void addBlocks(List<Frame> frames) {
        int index = 0;
        if (request.thinks()) {
            ObjectNode thinking =
                    Json.newObject().put("type", THINKING).put(THINKING, "").put(SIGNATURE, "");
            addBlock(frames, index, thinking, "thinking_delta", THINKING, thought());
            ObjectNode signed = event("content_block_delta").put("index", index++);
            signed.putObject("delta").put("type", "signature_delta").put(SIGNATURE, signature());
            frames.add(frames.size() - 1, frame(signed, false));
        }
        if (!reply.text().isEmpty()) {
            ObjectNode text = Json.newObject().put("type", "text").put("text", "");
            addBlock(frames, index++, text, "text_delta", "text", reply.text());
        }
        for (SimulatedToolCall call : reply.calls()) {
            ObjectNode use = toolUse(call);
            use.putObject("input");
            addBlock(frames, index++, use, "input_json_delta", "partial_json", call.arguments());
        }
    }

    private static void addBlock(
            List<Frame> frames, int index, ObjectNode block, String deltaType, String field, String text) {
        ObjectNode start = event("content_block_start").put("index", index);
        start.set("content_block", block);
        frames.add(frame(start, false));
        if (index == 0) {
            frames.add(frame(event("ping"), false));
        }
        for (String piece : SimulatedTokens.pieces(text)) {
            ObjectNode delta = event("content_block_delta").put("index", index);
            delta.putObject("delta").put("type", deltaType).put(field, piece);
            frames.add(frame(delta, true));
        }
        frames.add(frame(event("content_block_stop").put("index", index), false));
    }

    private ObjectNode envelope() {
        return Json.newObject()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.model());
    }

    private void putEnding(ObjectNode holder) {
        holder.put(
                "stop_reason",
                switch (reply.ending()) {
                    case STOP -> "end_turn";
                    case STOP_SEQUENCE -> "stop_sequence";
                    case LENGTH -> "max_tokens";
                    case TOOL_CALLS -> "tool_use";
                });
        holder.put("stop_sequence", reply.stopSequence());
    }

    private ObjectNode usage(int outputTokens) {
        return Json.newObject()
                .put("input_tokens", promptTokens)
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", outputTokens);
    }

    private static ObjectNode toolUse(SimulatedToolCall call) {
        return Json.newObject()
                .put("type", "tool_use")
                .put("id", Ids.next("toolu_"))
                .put("name", call.name());
    }

    private static ObjectNode event(String type) {
        return Json.newObject().put("type", type);
    }

    private static Frame frame(ObjectNode event, boolean token) {
        return new Frame(event.path("type").stringValue(), Json.text(event), token);
    }
}
