package io.plumbline.gateway.translation;

import io.plumbline.gateway.anthropic.MessageShape;
import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The events of a message as the chunks of a chat completion. Calls of tools are numbered in the order in
/// which they begin; usage always comes, as the last chunk.
final class EventsToChunks implements EventTranslator {

    private static final int MAX_THOUGHT = 4_000_000;
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final String TYPE = "type";
    private static final String INDEX = "index";
    private static final String DELTA = "delta";
    private static final String THINKING = "thinking";

    private final @Nullable String jsonTool;
    private final ObjectNode head = WireJson.newObject();
    private final ObjectNode usage = WireJson.newObject();
    private final Map<Integer, Block> blocks = new HashMap<>();
    private int calls;

    /// @param jsonTool name of the tool whose input is the answer; null for none
    EventsToChunks(@Nullable String jsonTool, long createdSeconds) {
        this.jsonTool = jsonTool;
        head.put("id", "")
                .put("object", "chat.completion.chunk")
                .put("created", createdSeconds)
                .put("model", "");
    }

    /// A block that has begun.
    private static final class Block {
        private final String type;
        private final int call;
        private final boolean answer;
        private final StringBuilder thought = new StringBuilder();
        private String signature = "";
        private boolean said;

        /// @param call number of the tool call; -1 for none
        /// @param answer whether its input is the answer
        Block(String type, int call, boolean answer) {
            this.type = type;
            this.call = call;
            this.answer = answer;
        }
    }

    @Override
    public void take(byte[] data, Consumer<byte[]> client) throws NotAChunkException {
        ObjectNode event = WireJson.object(data).orElseThrow(() -> new NotAChunkException(false));
        if (!MessageShape.isEvent(event)) {
            throw new NotAChunkException(false);
        }
        switch (event.path(TYPE).asString("")) {
            case "message_start" -> starts(event.path("message"), client);
            case "content_block_start" -> blockStarts(event, client);
            case "content_block_delta" -> blockGrows(event, client);
            case "content_block_stop" -> blockEnds(event, client);
            case "message_delta" -> ends(event, client);
            case "message_stop" -> client.accept(DONE);
            case "error" -> throw NotAChunkException.reporting(data);
            default -> {
                // a ping, or what a later version has to say
            }
        }
    }

    private void starts(JsonNode message, Consumer<byte[]> client) {
        head.put("id", message.path("id").asString(""))
                .put("model", message.path("model").asString(""));
        if (message.path("usage") instanceof ObjectNode reported) {
            usage.setAll(reported);
        }
        client.accept(chunk(WireJson.newObject().put("role", "assistant").put("content", ""), null));
    }

    private void blockStarts(ObjectNode event, Consumer<byte[]> client) {
        JsonNode content = event.path("content_block");
        String type = content.path(TYPE).asString("");
        boolean tool = type.equals("tool_use");
        boolean answer = tool && content.path("name").asString("").equals(jsonTool);
        Block block = new Block(type, tool && !answer ? calls++ : -1, answer);
        blocks.put(event.path(INDEX).asInt(0), block);
        if (block.call >= 0) {
            ObjectNode delta = WireJson.newObject();
            ObjectNode call = delta.putArray("tool_calls").addObject().put(INDEX, block.call);
            call.set("id", content.path("id"));
            ObjectNode function = call.put(TYPE, "function").putObject("function");
            function.set("name", content.path("name"));
            function.put("arguments", "");
            client.accept(chunk(delta, null));
        } else if (type.equals("text")) {
            text(content.path("text").asString(""), client);
        } else if (type.equals("redacted_thinking")) {
            ObjectNode delta = WireJson.newObject();
            delta.putArray("thinking_blocks").add(content);
            client.accept(chunk(delta, null));
        } else if (type.equals(THINKING)) {
            think(block, content.path(THINKING).asString(""), client);
        }
        if (tool && !content.path("input").isEmpty()) { // some servers begin a call with all of its input
            input(block, content.path("input").toString(), client);
        }
    }

    private void blockGrows(ObjectNode event, Consumer<byte[]> client) throws NotAChunkException {
        Block block = blocks.get(event.path(INDEX).asInt(0));
        if (block == null) {
            throw new NotAChunkException(false);
        }
        JsonNode delta = event.path(DELTA);
        switch (delta.path(TYPE).asString("")) {
            case "text_delta" -> text(delta.path("text").asString(""), client);
            case "thinking_delta" -> think(block, delta.path(THINKING).asString(""), client);
            case "signature_delta" -> block.signature = delta.path("signature").asString("");
            case "input_json_delta" -> input(block, delta.path("partial_json").asString(""), client);
            default -> {
                // citations and the like have no place in a completion
            }
        }
    }

    private void text(String text, Consumer<byte[]> client) {
        if (!text.isEmpty()) {
            client.accept(chunk(WireJson.newObject().put("content", text), null));
        }
    }

    private void think(Block block, String piece, Consumer<byte[]> client) {
        if (!piece.isEmpty()) {
            if (block.thought.length() < MAX_THOUGHT) {
                block.thought.append(piece);
            }
            client.accept(chunk(WireJson.newObject().put("reasoning_content", piece), null));
        }
    }

    private void input(Block block, String piece, Consumer<byte[]> client) {
        if (piece.isEmpty()) {
            return;
        }
        block.said = true;
        if (block.answer) {
            text(piece, client);
        } else if (block.call >= 0) {
            client.accept(arguments(block.call, piece));
        }
    }

    private byte[] arguments(int call, String piece) {
        ObjectNode delta = WireJson.newObject();
        delta.putArray("tool_calls")
                .addObject()
                .put(INDEX, call)
                .putObject("function")
                .put("arguments", piece);
        return chunk(delta, null);
    }

    /// A tool without arguments comes without a piece of them, and is to have some that can be read.
    private void blockEnds(ObjectNode event, Consumer<byte[]> client) {
        Block block = blocks.get(event.path(INDEX).asInt(0));
        if (block == null) {
            return;
        }
        if (block.call >= 0 && !block.said) {
            client.accept(arguments(block.call, "{}"));
        }
        if (block.type.equals(THINKING)) {
            ObjectNode delta = WireJson.newObject();
            delta.putArray("thinking_blocks")
                    .addObject()
                    .put(TYPE, THINKING)
                    .put(THINKING, block.thought.toString())
                    .put("signature", block.signature);
            client.accept(chunk(delta, null));
        }
    }

    private void ends(ObjectNode event, Consumer<byte[]> client) {
        if (event.path("usage") instanceof ObjectNode reported) {
            usage.setAll(reported);
        }
        String said = event.path(DELTA).path("stop_reason").asString("");
        if (said.isEmpty()) {
            return;
        }
        String reason = StopReasons.toChat(said);
        client.accept(chunk(WireJson.newObject(), jsonTool != null && reason.equals("tool_calls") ? "stop" : reason));
        ObjectNode last = head.deepCopy();
        last.putArray("choices");
        last.set("usage", Usages.toChat(usage));
        client.accept(WireJson.bytes(last));
    }

    private byte[] chunk(ObjectNode delta, @Nullable String reason) {
        ObjectNode chunk = head.deepCopy();
        ObjectNode choice = chunk.putArray("choices").addObject().put(INDEX, 0);
        choice.set(DELTA, delta);
        choice.put("finish_reason", reason);
        return WireJson.bytes(chunk);
    }
}
