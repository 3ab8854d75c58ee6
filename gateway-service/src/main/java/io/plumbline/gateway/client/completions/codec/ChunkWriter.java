package io.plumbline.gateway.client.completions.codec;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a streamed answer as the chunks of a chat completion. Usage is the last chunk before the end.
final class ChunkWriter implements DeltaWriter {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final String CONTENT = "content";
    private static final String THOUGHTS = "thinking_blocks";

    private final ObjectNode head = WireJson.newObject();
    private final Set<Integer> withoutArguments = new TreeSet<>();
    private boolean finished;
    private @Nullable Usage untold;

    ChunkWriter(long createdSeconds) {
        head.put("id", "")
                .put("object", "chat.completion.chunk")
                .put("created", createdSeconds)
                .put("model", "");
    }

    @Override
    public void take(Delta delta, Consumer<byte[]> client) {
        switch (delta) {
            case Delta.Started started -> {
                head.put("id", started.id()).put("model", started.model());
                say(WireJson.newObject().put("role", "assistant").put(CONTENT, ""), client);
            }
            case Delta.Text text -> say(WireJson.newObject().put(CONTENT, text.piece()), client);
            case Delta.Refusal refusal -> say(WireJson.newObject().put("refusal", refusal.piece()), client);
            case Delta.Thought thought -> say(WireJson.newObject().put("reasoning_content", thought.piece()), client);
            case Delta.ThoughtEnded ended ->
                say(list(THOUGHTS, CompletionsCodec.thought(ended.whole(), ended.signature())), client);
            case Delta.SealedThought sealed ->
                say(list(THOUGHTS, CompletionsCodec.sealedThought(sealed.data())), client);
            case Delta.ToolStarted call -> starts(call, client);
            case Delta.ToolArguments arguments -> {
                withoutArguments.remove(arguments.call());
                arguments(arguments.call(), arguments.piece(), client);
            }
            case Delta.ToolEnded ended -> ends(ended.call(), client);
            case Delta.Finished finish -> finish(finish, client);
            case Delta.Used used -> {
                untold = used.usage();
                if (finished) {
                    tellUsage(client);
                }
            }
            case Delta.Ended _ -> {
                tellUsage(client);
                client.accept(DONE);
            }
        }
    }

    private void starts(Delta.ToolStarted start, Consumer<byte[]> client) {
        withoutArguments.add(start.call());
        ObjectNode call = WireJson.newObject().put("index", start.call());
        call.setAll(CompletionsCodec.call(start.id(), start.name(), "", start.signature()));
        say(list("tool_calls", call), client);
    }

    private void arguments(int number, String piece, Consumer<byte[]> client) {
        ObjectNode call = WireJson.newObject().put("index", number);
        call.putObject("function").put("arguments", piece);
        say(list("tool_calls", call), client);
    }

    /// Ends a call. A tool without arguments gets an empty JSON object, so that clients can parse it.
    private void ends(int call, Consumer<byte[]> client) {
        if (withoutArguments.remove(call)) {
            arguments(call, "{}", client);
        }
    }

    private void finish(Delta.Finished finish, Consumer<byte[]> client) {
        withoutArguments.forEach(call -> arguments(call, "{}", client));
        withoutArguments.clear();
        finished = true;
        client.accept(chunk(WireJson.newObject(), CompletionsCodec.reason(finish.reason())));
    }

    private void tellUsage(Consumer<byte[]> client) {
        Usage used = untold;
        if (used != null) {
            ObjectNode last = head.deepCopy();
            last.putArray("choices");
            last.set("usage", CompletionsCodec.usage(used));
            client.accept(WireJson.bytes(last));
            untold = null;
        }
    }

    private static ObjectNode list(String name, JsonNode member) {
        ObjectNode delta = WireJson.newObject();
        delta.putArray(name).add(member);
        return delta;
    }

    private void say(ObjectNode delta, Consumer<byte[]> client) {
        client.accept(chunk(delta, null));
    }

    private byte[] chunk(ObjectNode delta, @Nullable String reason) {
        ObjectNode chunk = head.deepCopy();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", reason);
        return WireJson.bytes(chunk);
    }
}
