package io.plumbline.gateway.client.messages.codec;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.wire.WireJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes a streamed answer as the events of a message. Texts and thoughts are consecutive blocks. Each tool call
/// is a separate block that stays open until it is complete, since pieces of parallel calls may alternate. The
/// stop reason is sent with the usage, which is known last. Only the provider's own end produces an end.
final class MessageEventWriter implements DeltaWriter {

    private static final String TYPE = "type";
    private static final String INDEX = "index";
    private static final String TEXT = "text";
    private static final String THINKING = "thinking";

    private final Map<Integer, Integer> blocksOfCalls = new TreeMap<>();
    private boolean started;
    private int next;
    private int open = -1;
    private String openType = "";
    private boolean refused;
    private Delta.@Nullable Finished finished;
    private @Nullable Usage usage;
    private boolean told;

    @Override
    public void take(Delta delta, Consumer<byte[]> client) {
        if (!started) {
            started = true;
            start(delta instanceof Delta.Started start ? start : new Delta.Started("", ""), client);
        }
        switch (delta) {
            case Delta.Started _ -> {
                // it is begun by now
            }
            case Delta.Text text -> say(TEXT, text.piece(), client);
            case Delta.Thought thought -> say(THINKING, thought.piece(), client);
            case Delta.Refusal refusal -> {
                refused = true;
                say(TEXT, refusal.piece(), client);
            }
            case Delta.ThoughtEnded ended -> sign(ended.signature(), client);
            case Delta.SealedThought sealed -> {
                closeText(client);
                close(begin(MessagesCodec.sealedThought(sealed.data()), client), client);
            }
            case Delta.ToolStarted call -> {
                closeText(client);
                ObjectNode block = MessagesCodec.call(call.id(), call.name(), WireJson.newObject(), call.signature());
                blocksOfCalls.put(call.call(), begin(block, client));
            }
            case Delta.ToolArguments arguments -> {
                Integer block = blocksOfCalls.get(arguments.call());
                if (block != null) {
                    client.accept(delta(block, "input_json_delta", "partial_json", arguments.piece()));
                }
            }
            case Delta.ToolEnded ended -> {
                Integer block = blocksOfCalls.remove(ended.call());
                if (block != null) {
                    close(block, client);
                }
            }
            case Delta.Finished finish -> {
                finished = finish;
                closeText(client);
            }
            case Delta.Used used -> {
                usage = used.usage();
                finish(client);
            }
            case Delta.Ended _ -> {
                finish(client);
                client.accept(WireJson.bytes(event("message_stop")));
            }
        }
    }

    private static void start(Delta.Started start, Consumer<byte[]> client) {
        ObjectNode event = event("message_start");
        ObjectNode message = event.putObject("message")
                .put("id", start.id())
                .put(TYPE, "message")
                .put("role", "assistant")
                .put("model", start.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        client.accept(WireJson.bytes(event));
    }

    private void say(String type, String piece, Consumer<byte[]> client) {
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

    /// Ends a thought. A signature without text is a block too.
    private void sign(String signature, Consumer<byte[]> client) {
        if (!signature.isEmpty()) {
            if (open < 0 || !openType.equals(THINKING)) {
                closeText(client);
                openType = THINKING;
                open = begin(
                        WireJson.newObject()
                                .put(TYPE, THINKING)
                                .put(THINKING, "")
                                .put("signature", ""),
                        client);
            }
            client.accept(delta(open, "signature_delta", "signature", signature));
        }
        if (openType.equals(THINKING)) {
            closeText(client);
        }
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
        event.putObject("delta").put(TYPE, type).put(field, piece);
        return WireJson.bytes(event);
    }

    private void finish(Consumer<byte[]> client) {
        Delta.Finished end = finished;
        if (told || end == null) {
            return;
        }
        told = true;
        blocksOfCalls.values().forEach(block -> close(block, client));
        ObjectNode event = event("message_delta");
        event.putObject("delta")
                .put("stop_reason", MessagesCodec.reason(refused ? FinishReason.CONTENT_FILTER : end.reason()))
                .put("stop_sequence", end.stopSequence());
        Usage known = usage;
        event.set("usage", known == null ? WireJson.newObject().put("output_tokens", 0) : MessagesCodec.usage(known));
        client.accept(WireJson.bytes(event));
    }

    private static ObjectNode event(String type) {
        return WireJson.newObject().put(TYPE, type);
    }
}
