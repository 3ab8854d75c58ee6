package io.plumbline.gateway.provider.openai;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.CallNumbers;
import io.plumbline.gateway.wire.ChatShape;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the chunks of a chat completion's first choice.
final class OpenAiChunks implements DeltaReader {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_CALLS = 256;
    private static final int MAX_EARLY = 1_000_000;

    private final Map<Integer, Call> calls = new HashMap<>();
    private final CallNumbers numbers = new CallNumbers();
    private boolean started;
    private boolean finished;
    private int begun;

    /// A tool call, with the arguments that arrived before its name.
    private static final class Call {
        private final StringBuilder early = new StringBuilder();
        private String id = "";
        private String name = "";
        private int number = -1;
    }

    static boolean isDone(byte[] event) {
        return Arrays.equals(event, DONE);
    }

    /// @throws NotAChunkException if the data is not a chunk
    static ObjectNode chunk(byte[] event) throws NotAChunkException {
        ObjectNode chunk = WireJson.object(event).orElseThrow(() -> new NotAChunkException(false));
        if (chunk.hasNonNull("error") && !chunk.has("choices")) {
            throw NotAChunkException.reporting(event);
        }
        if (!ChatShape.isChunk(chunk)) {
            throw new NotAChunkException(false);
        }
        return chunk;
    }

    @Override
    public void take(byte[] event, Consumer<Delta> deltas) throws NotAChunkException {
        if (isDone(event)) {
            finish(FinishReason.STOP, deltas);
            deltas.accept(new Delta.Ended());
            return;
        }
        ObjectNode chunk = chunk(event);
        if (!started) {
            started = true;
            deltas.accept(new Delta.Started(
                    chunk.path("id").asString(""), chunk.path("model").asString("")));
        }
        JsonNode choice = chunk.path("choices").path(0);
        if (choice.path("index").asInt(0) == 0) {
            choice(choice, deltas);
        }
        if (chunk.path("usage").isObject()) {
            deltas.accept(new Delta.Used(OpenAiCodec.usage(chunk.path("usage"))));
        }
    }

    private void choice(JsonNode choice, Consumer<Delta> deltas) throws NotAChunkException {
        JsonNode said = choice.path("delta");
        String thought = OpenAiCodec.reasoning(said);
        if (!thought.isEmpty()) {
            deltas.accept(new Delta.Thought(thought));
        }
        String text = said.path("content").asString("");
        if (!text.isEmpty()) {
            deltas.accept(new Delta.Text(text));
        }
        String refusal = said.path("refusal").asString("");
        if (!refusal.isEmpty()) {
            deltas.accept(new Delta.Refusal(refusal));
        }
        for (JsonNode call : said.path("tool_calls")) {
            call(call, deltas);
        }
        String reason = choice.path("finish_reason").asString("");
        if (!reason.isEmpty()) {
            finish(OpenAiCodec.reason(reason), deltas);
        }
    }

    private void call(JsonNode fragment, Consumer<Delta> deltas) throws NotAChunkException {
        int number = numbers.of(fragment);
        if (!calls.containsKey(number) && calls.size() == MAX_CALLS) {
            throw new NotAChunkException(false);
        }
        Call call = calls.computeIfAbsent(number, _ -> new Call());
        JsonNode function = fragment.path("function");
        call.id = call.id.isEmpty() ? fragment.path("id").asString("") : call.id;
        call.name = call.name.isEmpty() ? function.path("name").asString("") : call.name;
        String piece = function.path("arguments").asString("");
        if (call.number < 0) {
            call.early.append(piece);
            if (call.early.length() > MAX_EARLY) {
                throw new NotAChunkException(false);
            }
            if (call.name.isEmpty()) {
                return;
            }
            call.number = begun++;
            deltas.accept(new Delta.ToolStarted(call.number, call.id, call.name, null));
            piece = call.early.toString();
        }
        if (!piece.isEmpty()) {
            deltas.accept(new Delta.ToolArguments(call.number, piece));
        }
    }

    private void finish(FinishReason reason, Consumer<Delta> deltas) {
        if (!finished) {
            finished = true;
            deltas.accept(new Delta.Finished(reason, null));
        }
    }
}
