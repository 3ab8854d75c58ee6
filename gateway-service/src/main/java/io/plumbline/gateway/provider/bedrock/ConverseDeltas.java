package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the events of ConverseStream as [EventStreamReader] returns them. No event begins a text. Tool calls are
/// numbered in the order in which they begin. The last event is `metadata`, with the usage. Not thread-safe.
final class ConverseDeltas implements DeltaReader {

    private static final int MAX_BLOCKS = 1_000;
    private static final int MAX_THOUGHT = 4_000_000;

    private final ConverseRequest.Form form;
    private final String model;
    private final Map<Integer, Block> blocks = new HashMap<>();
    private int calls;
    private boolean finished;
    private boolean ended;

    ConverseDeltas(ConverseRequest.Form form, String model) {
        this.form = form;
        this.model = model;
    }

    private enum Kind {
        TEXT,
        /// A call for the client.
        CALL,
        /// A call whose input is the answer.
        ANSWER,
        /// A further call, if the client accepts one at a time.
        LEFT_OUT
    }

    /// @param call its number; -1 for none
    private record Block(Kind kind, int call, StringBuilder thought, StringBuilder signature) {
        static Block of(Kind kind, int call) {
            return new Block(kind, call, new StringBuilder(), new StringBuilder());
        }
    }

    @Override
    public void take(byte[] data, Consumer<Delta> deltas) throws NotAChunkException {
        ObjectNode event = WireJson.object(data).orElseThrow(() -> new NotAChunkException(false));
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            JsonNode said = member.getValue();
            switch (member.getKey()) {
                case "messageStart" -> deltas.accept(new Delta.Started("", model));
                case "contentBlockStart" -> starts(said, deltas);
                case "contentBlockDelta" -> grows(said, deltas);
                case "contentBlockStop" -> ends(said, deltas);
                case "messageStop" -> finishes(said, deltas);
                case "metadata" -> {
                    deltas.accept(new Delta.Used(ConverseAnswer.usage(said.path("usage"))));
                    end(deltas);
                }
                case "error" -> throw NotAChunkException.reporting(data);
                default -> {
                    // what a later version has to say
                }
            }
        }
    }

    /// Closes the stream. A finished stream is complete without its usage.
    @Override
    public void close(Consumer<Delta> deltas) {
        end(deltas);
    }

    private void end(Consumer<Delta> deltas) {
        if (finished && !ended) {
            ended = true;
            deltas.accept(new Delta.Ended());
        }
    }

    private Block block(JsonNode event, Kind kind, int call) throws NotAChunkException {
        if (blocks.size() == MAX_BLOCKS) {
            throw new NotAChunkException(false);
        }
        Block block = Block.of(kind, call);
        blocks.put(index(event), block);
        return block;
    }

    private static int index(JsonNode event) {
        return event.path("contentBlockIndex").asInt(0);
    }

    private void starts(JsonNode event, Consumer<Delta> deltas) throws NotAChunkException {
        JsonNode use = event.path("start").path("toolUse");
        if (!use.isObject()) {
            block(event, Kind.TEXT, -1);
            return;
        }
        String name = use.path("name").asString("");
        if (name.equals(form.jsonTool())) {
            block(event, Kind.ANSWER, -1);
        } else if (calls > 0 && form.oneCall()) {
            block(event, Kind.LEFT_OUT, -1);
        } else {
            Block call = block(event, Kind.CALL, calls++);
            deltas.accept(
                    new Delta.ToolStarted(call.call(), use.path("toolUseId").asString(""), name, null));
        }
    }

    private void grows(JsonNode event, Consumer<Delta> deltas) throws NotAChunkException {
        Block known = blocks.get(index(event));
        Block block = known == null ? block(event, Kind.TEXT, -1) : known;
        JsonNode delta = event.path("delta");
        String text = delta.path("text").asString("");
        if (!text.isEmpty()) {
            deltas.accept(new Delta.Text(text));
        }
        String input = delta.path("toolUse").path("input").asString("");
        if (!input.isEmpty()) {
            input(block, input, deltas);
        }
        thinks(block, delta.path("reasoningContent"), deltas);
    }

    private static void input(Block block, String piece, Consumer<Delta> deltas) throws NotAChunkException {
        switch (block.kind()) {
            case CALL -> deltas.accept(new Delta.ToolArguments(block.call(), piece));
            case ANSWER -> deltas.accept(new Delta.Text(piece));
            case LEFT_OUT -> {
                // the client does not take it
            }
            case TEXT -> throw new NotAChunkException(false);
        }
    }

    private static void thinks(Block block, JsonNode thought, Consumer<Delta> deltas) {
        String piece = thought.path("text").asString("");
        if (!piece.isEmpty()) {
            if (block.thought().length() < MAX_THOUGHT) {
                block.thought().append(piece);
            }
            deltas.accept(new Delta.Thought(piece));
        }
        if (block.signature().length() < MAX_THOUGHT) {
            block.signature().append(thought.path("signature").asString(""));
        }
        String sealed = thought.path("redactedContent").asString("");
        if (!sealed.isEmpty()) {
            deltas.accept(new Delta.SealedThought(sealed));
        }
    }

    private void ends(JsonNode event, Consumer<Delta> deltas) {
        Block block = blocks.get(index(event));
        if (block == null) {
            return;
        }
        if (!block.thought().isEmpty() || !block.signature().isEmpty()) {
            deltas.accept(new Delta.ThoughtEnded(
                    block.thought().toString(), block.signature().toString()));
        }
        if (block.kind() == Kind.CALL) {
            deltas.accept(new Delta.ToolEnded(block.call()));
        }
    }

    private void finishes(JsonNode event, Consumer<Delta> deltas) throws NotAChunkException {
        deltas.accept(new Delta.Finished(
                ConverseAnswer.finishReason(event.path("stopReason").asString(""), form),
                ConverseAnswer.stopSequence(event)));
        finished = true;
    }
}
