package io.plumbline.gateway.provider.anthropic;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.MessageShape;
import io.plumbline.gateway.wire.WireJson;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the events of a message. Tool calls are numbered in the order in which they begin.
final class AnthropicEvents implements DeltaReader {

    private static final Pattern NAME = Pattern.compile("[a-z_.]{1,64}");
    private static final int MAX_THOUGHT = 4_000_000;
    private static final String TYPE = "type";
    private static final String INDEX = "index";
    private static final String THINKING = "thinking";

    private final @Nullable String answerTool;
    private final ObjectNode usage = WireJson.newObject();
    private final Map<Integer, Block> blocks = new HashMap<>();
    private int calls;

    /// @param answerTool name of the tool whose input is the answer; null for none
    AnthropicEvents(@Nullable String answerTool) {
        this.answerTool = answerTool;
    }

    /// A block that has begun.
    private static final class Block {
        private final String type;
        private final int call;
        private final boolean answer;
        private final StringBuilder thought = new StringBuilder();
        private String signature = "";

        /// @param call number of the tool call; -1 for none
        /// @param answer whether its input is the answer
        Block(String type, int call, boolean answer) {
            this.type = type;
            this.call = call;
            this.answer = answer;
        }
    }

    /// @throws NotAChunkException if the data is not an event
    static ObjectNode event(byte[] data) throws NotAChunkException {
        ObjectNode event = WireJson.object(data).orElseThrow(() -> new NotAChunkException(false));
        String type = event.path(TYPE).asString("");
        if (type.equals("error") || event.hasNonNull("error")) {
            throw NotAChunkException.reporting(data);
        }
        if (!NAME.matcher(type).matches() || !MessageShape.isEvent(event)) {
            throw new NotAChunkException(false);
        }
        return event;
    }

    @Override
    public void take(byte[] data, Consumer<Delta> deltas) throws NotAChunkException {
        ObjectNode event = event(data);
        switch (event.path(TYPE).asString("")) {
            case "message_start" -> starts(event.path("message"), deltas);
            case "content_block_start" -> blockStarts(event, deltas);
            case "content_block_delta" -> blockGrows(event, deltas);
            case "content_block_stop" -> blockEnds(event, deltas);
            case "message_delta" -> ends(event, deltas);
            case "message_stop" -> deltas.accept(new Delta.Ended());
            default -> {
                // a ping, or what a later version has to say
            }
        }
    }

    private void starts(JsonNode message, Consumer<Delta> deltas) {
        if (message.path("usage") instanceof ObjectNode reported) {
            usage.setAll(reported);
        }
        deltas.accept(new Delta.Started(
                message.path("id").asString(""), message.path("model").asString("")));
    }

    private void blockStarts(ObjectNode event, Consumer<Delta> deltas) {
        JsonNode content = event.path("content_block");
        String type = content.path(TYPE).asString("");
        boolean tool = type.equals("tool_use");
        String name = content.path("name").asString("");
        boolean answer = tool && name.equals(answerTool);
        Block block = new Block(type, tool && !answer ? calls++ : -1, answer);
        blocks.put(event.path(INDEX).asInt(0), block);
        switch (type) {
            case "text" -> text(content.path("text").asString(""), deltas);
            case THINKING -> think(block, content.path(THINKING).asString(""), deltas);
            case "redacted_thinking" ->
                deltas.accept(new Delta.SealedThought(content.path("data").asString("")));
            case "tool_use" -> {
                if (!answer) {
                    deltas.accept(
                            new Delta.ToolStarted(block.call, content.path("id").asString(""), name, null));
                }
                if (!content.path("input").isEmpty()) { // some servers begin a call with all of its input
                    input(block, content.path("input").toString(), deltas);
                }
            }
            default -> {
                // what Anthropic's own servers did for the answer has no place in other dialects
            }
        }
    }

    private void blockGrows(ObjectNode event, Consumer<Delta> deltas) throws NotAChunkException {
        Block block = blocks.get(event.path(INDEX).asInt(0));
        if (block == null) {
            throw new NotAChunkException(false);
        }
        JsonNode delta = event.path("delta");
        switch (delta.path(TYPE).asString("")) {
            case "text_delta" -> text(delta.path("text").asString(""), deltas);
            case "thinking_delta" -> think(block, delta.path(THINKING).asString(""), deltas);
            case "signature_delta" -> block.signature = delta.path("signature").asString("");
            case "input_json_delta" -> input(block, delta.path("partial_json").asString(""), deltas);
            default -> {
                // citations and the like have no place in other dialects
            }
        }
    }

    private static void text(String text, Consumer<Delta> deltas) {
        if (!text.isEmpty()) {
            deltas.accept(new Delta.Text(text));
        }
    }

    private static void think(Block block, String piece, Consumer<Delta> deltas) {
        if (!piece.isEmpty()) {
            if (block.thought.length() < MAX_THOUGHT) {
                block.thought.append(piece);
            }
            deltas.accept(new Delta.Thought(piece));
        }
    }

    private static void input(Block block, String piece, Consumer<Delta> deltas) {
        if (block.answer) {
            text(piece, deltas);
        } else if (block.call >= 0 && !piece.isEmpty()) {
            deltas.accept(new Delta.ToolArguments(block.call, piece));
        }
    }

    private void blockEnds(ObjectNode event, Consumer<Delta> deltas) {
        Block block = blocks.get(event.path(INDEX).asInt(0));
        if (block == null) {
            return;
        }
        if (block.call >= 0) {
            deltas.accept(new Delta.ToolEnded(block.call));
        }
        if (block.type.equals(THINKING)) {
            deltas.accept(new Delta.ThoughtEnded(block.thought.toString(), block.signature));
        }
    }

    private void ends(ObjectNode event, Consumer<Delta> deltas) {
        if (event.path("usage") instanceof ObjectNode reported) {
            usage.setAll(reported);
        }
        JsonNode delta = event.path("delta");
        String said = delta.path("stop_reason").asString("");
        if (!said.isEmpty()) {
            FinishReason reason = AnthropicCodec.reason(said);
            boolean answered = answerTool != null && reason == FinishReason.TOOL_CALLS;
            deltas.accept(
                    new Delta.Finished(answered ? FinishReason.STOP : reason, AnthropicCodec.stopSequence(delta)));
        }
        deltas.accept(new Delta.Used(AnthropicCodec.usage(usage)));
    }
}
