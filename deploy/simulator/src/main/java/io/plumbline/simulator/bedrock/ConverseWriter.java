package io.plumbline.simulator.bedrock;

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

/// Writes one answer of Converse: whole, or as the events from `messageStart` to `metadata`.
final class ConverseWriter {
    private static final int SIGNATURE_BYTES = 240;
    private static final String INDEX = "contentBlockIndex";
    private static final String REASONING = "reasoningContent";
    private static final String SIGNATURE = "signature";
    private static final String TOOL_USE = "toolUse";

    private final ConverseReader.Asked asked;
    private final Reply reply;

    ConverseWriter(ConverseReader.Asked asked, Reply reply) {
        this.asked = asked;
        this.reply = reply;
    }

    ObjectNode answer() {
        ObjectNode answer = Json.newObject();
        ObjectNode message = answer.putObject("output").putObject("message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        if (asked.thinks()) {
            content.addObject()
                    .putObject(REASONING)
                    .putObject("reasoningText")
                    .put("text", thought())
                    .put(SIGNATURE, signature());
        }
        if (!reply.text().isEmpty()) {
            content.addObject().put("text", reply.text());
        }
        for (SimulatedToolCall call : reply.calls()) {
            ObjectNode use = toolUse(call);
            use.set("input", Json.parse(call.arguments()).orElseGet(Json::newObject));
            content.addObject().set(TOOL_USE, use);
        }
        putEnding(answer);
        answer.set("usage", usage());
        answer.putObject("metrics").put("latencyMs", 1);
        return answer;
    }

    List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        frames.add(frame("messageStart", Json.newObject().put("role", "assistant"), false));
        int index = 0;
        if (asked.thinks()) {
            for (String piece : SimulatedTokens.pieces(thought())) {
                ObjectNode delta = Json.newObject();
                delta.putObject(REASONING).put("text", piece);
                frames.add(delta(index, delta));
            }
            ObjectNode signed = Json.newObject();
            signed.putObject(REASONING).put(SIGNATURE, signature());
            frames.add(delta(index, signed));
            frames.add(stop(index++));
        }
        if (!reply.text().isEmpty()) {
            for (String piece : SimulatedTokens.pieces(reply.text())) {
                frames.add(delta(index, Json.newObject().put("text", piece)));
            }
            frames.add(stop(index++));
        }
        for (SimulatedToolCall call : reply.calls()) {
            ObjectNode start = Json.newObject().put(INDEX, index);
            start.putObject("start").set(TOOL_USE, toolUse(call));
            frames.add(frame("contentBlockStart", start, false));
            for (String piece : SimulatedTokens.pieces(call.arguments())) {
                ObjectNode delta = Json.newObject();
                delta.putObject(TOOL_USE).put("input", piece);
                frames.add(delta(index, delta));
            }
            frames.add(stop(index++));
        }
        ObjectNode end = Json.newObject();
        putEnding(end);
        frames.add(frame("messageStop", end, false));
        ObjectNode metadata = Json.newObject();
        metadata.set("usage", usage());
        metadata.putObject("metrics").put("latencyMs", 1);
        frames.add(frame("metadata", metadata, false));
        return frames;
    }

    private static Frame delta(int index, ObjectNode delta) {
        ObjectNode event = Json.newObject().put(INDEX, index);
        event.set("delta", delta);
        return frame("contentBlockDelta", event, true);
    }

    private static Frame stop(int index) {
        return frame("contentBlockStop", Json.newObject().put(INDEX, index), false);
    }

    private static Frame frame(String type, ObjectNode event, boolean token) {
        return new Frame(type, Json.text(event), token);
    }

    private String thought() {
        return "Let me see what is asked: " + asked.conversation().lastMessage() + " I know how to answer that.";
    }

    /// Opaque, like the real one, and derived from the thinking.
    private String signature() {
        byte[] bytes = new byte[SIGNATURE_BYTES];
        new Random(thought().hashCode()).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void putEnding(ObjectNode holder) {
        holder.put(
                "stopReason",
                switch (reply.ending()) {
                    case STOP -> "end_turn";
                    case STOP_SEQUENCE -> "stop_sequence";
                    case LENGTH -> "max_tokens";
                    case TOOL_CALLS -> "tool_use";
                });
        if (reply.stopSequence() != null) {
            holder.putObject("additionalModelResponseFields").put("stop_sequence", reply.stopSequence());
        }
    }

    private ObjectNode usage() {
        int input = asked.conversation().promptTokens();
        int output = reply.tokens() + (asked.thinks() ? SimulatedTokens.count(thought()) : 0);
        return Json.newObject()
                .put("inputTokens", input)
                .put("outputTokens", output)
                .put("totalTokens", input + output);
    }

    private static ObjectNode toolUse(SimulatedToolCall call) {
        return Json.newObject().put("toolUseId", Ids.next("tooluse_")).put("name", call.name());
    }
}
