package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.SimulatedTokens;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Frame;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.tool.SimulatedToolCall;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A completion as chunks. Each choice sends its role, then one token at a time, then its finish reason; several
/// choices are interleaved, as from a real model.
final class ChatFrames {
    private final ChatWriter writer;
    private final ChatRequest request;
    private final List<Reply> replies;

    ChatFrames(ChatWriter writer, ChatRequest request, List<Reply> replies) {
        this.writer = writer;
        this.request = request;
        this.replies = replies;
    }

    List<Frame> frames() {
        List<List<Frame>> choices = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            choices.add(choice(i, replies.get(i)));
        }
        List<Frame> frames = interleave(choices);
        if (request.includeUsage()) {
            ObjectNode chunk = writer.envelope("chat.completion.chunk");
            chunk.putArray("choices");
            chunk.set("usage", writer.usage());
            frames.add(new Frame(null, Json.text(chunk), false));
        }
        frames.add(new Frame(null, "[DONE]", false));
        return frames;
    }

    private List<Frame> choice(int index, Reply reply) {
        List<Frame> frames = new ArrayList<>();
        ObjectNode role = Json.newObject().put("role", "assistant");
        frames.add(chunk(index, reply.calls().isEmpty() ? role.put("content", "") : role.putNull("content"), false));
        for (String piece : SimulatedTokens.pieces(reply.text())) {
            frames.add(text(index, piece));
        }
        for (int i = 0; i < reply.calls().size(); i++) {
            addCall(frames, index, i, reply.calls().get(i));
        }
        ObjectNode last = chunkNode(index, Json.newObject());
        ((ObjectNode) last.path("choices").path(0)).put("finish_reason", ChatWriter.finishReason(reply));
        frames.add(new Frame(null, Json.text(last), false));
        return frames;
    }

    private void addCall(List<Frame> frames, int index, int callIndex, SimulatedToolCall call) {
        ObjectNode opening = Json.newObject().put("index", callIndex);
        opening.setAll(ChatWriter.toolCall(call, Ids.next("call_"), ""));
        frames.add(chunk(index, calls(opening), true));
        for (String piece : SimulatedTokens.pieces(call.arguments())) {
            ObjectNode fragment = Json.newObject().put("index", callIndex);
            fragment.putObject("function").put("arguments", piece);
            frames.add(chunk(index, calls(fragment), true));
        }
    }

    private static ObjectNode calls(ObjectNode call) {
        ObjectNode delta = Json.newObject();
        delta.putArray("tool_calls").add(call);
        return delta;
    }

    private Frame text(int index, String piece) {
        ObjectNode chunk = chunkNode(index, Json.newObject().put("content", piece));
        if (writer.givesLogprobs()) {
            ((ObjectNode) chunk.path("choices").path(0)).set("logprobs", writer.logprobs(List.of(piece)));
        }
        return new Frame(null, Json.text(chunk), true);
    }

    private Frame chunk(int index, ObjectNode delta, boolean token) {
        return new Frame(null, Json.text(chunkNode(index, delta)), token);
    }

    private ObjectNode chunkNode(int index, ObjectNode delta) {
        ObjectNode chunk = writer.envelope("chat.completion.chunk");
        ArrayNode choices = chunk.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs").putNull("finish_reason");
        if (request.includeUsage()) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private static List<Frame> interleave(List<List<Frame>> choices) {
        List<Frame> frames = new ArrayList<>();
        int longest = choices.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<Frame> choice : choices) {
                if (i < choice.size()) {
                    frames.add(choice.get(i));
                }
            }
        }
        return frames;
    }
}
