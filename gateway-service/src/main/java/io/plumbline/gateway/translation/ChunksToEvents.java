package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.openai.CallNumbers;
import io.plumbline.gateway.openai.ChatShape;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The chunks of a chat completion as the events of a message. Text and thought are blocks that follow each
/// other; each call of a tool is a block of its own that stays open to the end, since pieces of parallel
/// calls may alternate. The stop reason comes with the usage, which is known last. The end comes with the
/// provider's own alone.
final class ChunksToEvents implements EventTranslator {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_CALLS = 256;
    private static final int MAX_EARLY = 1_000_000;
    private static final String TYPE = "type";
    private static final String INDEX = "index";
    private static final String TEXT = "text";
    private static final String THINKING = "thinking";
    private static final String DELTA = "delta";
    private static final String INPUT_DELTA = "input_json_delta";

    private final Map<Integer, Call> calls = new TreeMap<>();
    private final CallNumbers numbers = new CallNumbers();
    private boolean started;
    private boolean told;
    private int next;
    private int open = -1;
    private String openType = "";
    private String finish = "";
    private boolean refused;
    private @Nullable ObjectNode usage;

    /// A call, and what came of its arguments before its name.
    private static final class Call {
        private final StringBuilder early = new StringBuilder();
        private String id = "";
        private String name = "";
        private int block = -1;
    }

    @Override
    public void take(byte[] data, Consumer<byte[]> client) throws NotAChunkException {
        if (Arrays.equals(data, DONE)) {
            finish = finish.isEmpty() ? "stop" : finish;
            finish(client);
            client.accept(WireJson.bytes(event("message_stop")));
            return;
        }
        ObjectNode chunk = WireJson.object(data).orElseThrow(() -> new NotAChunkException(false));
        if (chunk.hasNonNull("error") && !chunk.has("choices")) {
            throw NotAChunkException.reporting(data);
        }
        if (!ChatShape.isChunk(chunk)) {
            throw new NotAChunkException(false);
        }
        start(chunk, client);
        if (chunk.path("usage") instanceof ObjectNode reported) {
            usage = Usages.toMessages(reported);
        }
        JsonNode choice = chunk.path("choices").path(0);
        if (choice.path(INDEX).asInt(0) == 0) {
            choice(choice, client);
        }
        if (usage != null && !finish.isEmpty()) {
            finish(client);
        }
    }

    private void start(ObjectNode chunk, Consumer<byte[]> client) {
        if (started) {
            return;
        }
        started = true;
        ObjectNode start = event("message_start");
        ObjectNode message =
                start.putObject("message").put("id", chunk.path("id").asString(""));
        message.put(TYPE, "message").put("role", "assistant");
        message.put("model", chunk.path("model").asString(""));
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        client.accept(WireJson.bytes(start));
    }

    private void choice(JsonNode choice, Consumer<byte[]> client) throws NotAChunkException {
        JsonNode delta = choice.path(DELTA);
        say(THINKING, CompletionToMessage.reasoning(delta), client);
        say(TEXT, delta.path("content").asString(""), client);
        String refusal = delta.path("refusal").asString("");
        refused |= !refusal.isEmpty();
        say(TEXT, refusal, client);
        for (JsonNode call : delta.path("tool_calls")) {
            call(call, client);
        }
        String reason = choice.path("finish_reason").asString("");
        if (!reason.isEmpty()) {
            finish = reason;
        }
    }

    private void say(String type, String piece, Consumer<byte[]> client) {
        if (piece.isEmpty()) {
            return;
        }
        if (open < 0 || !openType.equals(type)) {
            closeText(client);
            ObjectNode block = WireJson.newObject().put(TYPE, type).put(type, "");
            if (type.equals(THINKING)) {
                block.put("signature", "");
            }
            openType = type;
            open = begin(block, client);
        }
        client.accept(delta(open, type + "_delta", type, piece));
    }

    private int begin(ObjectNode block, Consumer<byte[]> client) {
        ObjectNode start = event("content_block_start").put(INDEX, next);
        start.set("content_block", block);
        client.accept(WireJson.bytes(start));
        return next++;
    }

    private void closeText(Consumer<byte[]> client) {
        if (open >= 0) {
            close(open, client);
            open = -1;
        }
    }

    private static void close(int block, Consumer<byte[]> client) {
        client.accept(WireJson.bytes(event("content_block_stop").put(INDEX, block)));
    }

    private static byte[] delta(int block, String type, String field, String piece) {
        ObjectNode event = event("content_block_delta").put(INDEX, block);
        event.putObject(DELTA).put(TYPE, type).put(field, piece);
        return WireJson.bytes(event);
    }

    private void call(JsonNode fragment, Consumer<byte[]> client) throws NotAChunkException {
        int number = numbers.of(fragment);
        if (!calls.containsKey(number) && calls.size() == MAX_CALLS) {
            throw new NotAChunkException(false);
        }
        Call call = calls.computeIfAbsent(number, _ -> new Call());
        JsonNode function = fragment.path("function");
        call.id = call.id.isEmpty() ? fragment.path("id").asString("") : call.id;
        call.name = call.name.isEmpty() ? function.path("name").asString("") : call.name;
        String piece = function.path("arguments").asString("");
        if (call.block < 0) {
            call.early.append(piece);
            if (call.early.length() > MAX_EARLY) {
                throw new NotAChunkException(false);
            }
            if (call.name.isEmpty()) {
                return;
            }
            closeText(client);
            ObjectNode block = WireJson.newObject()
                    .put(TYPE, "tool_use")
                    .put("id", call.id)
                    .put("name", call.name);
            block.putObject("input");
            call.block = begin(block, client);
            piece = call.early.toString();
        }
        if (!piece.isEmpty()) {
            client.accept(delta(call.block, INPUT_DELTA, "partial_json", piece));
        }
    }

    private void finish(Consumer<byte[]> client) {
        if (told || finish.isEmpty()) {
            return;
        }
        told = true;
        closeText(client);
        for (Call call : calls.values()) {
            if (call.block >= 0) {
                close(call.block, client);
            }
        }
        ObjectNode end = event("message_delta");
        end.putObject(DELTA)
                .put("stop_reason", refused ? "refusal" : StopReasons.toMessages(finish))
                .putNull("stop_sequence");
        ObjectNode known = usage;
        end.set("usage", known == null ? WireJson.newObject().put("output_tokens", 0) : known);
        client.accept(WireJson.bytes(end));
    }

    private static ObjectNode event(String type) {
        return WireJson.newObject().put(TYPE, type);
    }
}
