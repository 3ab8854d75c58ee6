package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.wire.WireJson;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The blocks of a streamed message, by their index. Not thread-safe.
final class StreamedBlocks {

    private static final int MAX_BLOCKS = 1_024;
    private static final String INDEX = "index";

    private final AnswerGuard guard;
    private final Map<Integer, StreamedBlock> blocks = new TreeMap<>();

    StreamedBlocks(AnswerGuard guard) {
        this.guard = guard;
    }

    /// Begins a block.
    ///
    /// @param start its `content_block_start`
    /// @throws NotAChunkException if it has begun before, or exceeds the maximum number
    StreamedBlock begin(ObjectNode start) throws NotAChunkException {
        int index = start.path(INDEX).asInt(-1);
        if (index < 0 || blocks.size() == MAX_BLOCKS || blocks.containsKey(index)) {
            throw new NotAChunkException(false);
        }
        StreamedBlock block = new StreamedBlock(start, guard);
        blocks.put(index, block);
        return block;
    }

    /// Returns the block of an event.
    ///
    /// @throws NotAChunkException if it has not begun, or has ended
    StreamedBlock of(ObjectNode event) throws NotAChunkException {
        StreamedBlock block = blocks.get(event.path(INDEX).asInt(-1));
        if (block == null || block.isEnded()) {
            throw new NotAChunkException(false);
        }
        return block;
    }

    /// Emits what an ended block still holds.
    ///
    /// @param event of the block
    <E extends Exception> void giveRest(ObjectNode event, StreamedBlock block, EventSink<E> client) throws E {
        giveRest(event.path(INDEX).asInt(), block, client);
    }

    private static <E extends Exception> void giveRest(int index, StreamedBlock block, EventSink<E> client) throws E {
        if (block.isHeld()) {
            block.open(true);
            client.add("content_block_start", WireJson.bytes(block.start()));
        }
        for (ObjectNode rest : block.rest()) {
            client.add(MessageEvents.BLOCK_DELTA, MessageEvents.delta(index, rest));
        }
    }

    /// Emits what unended blocks still hold, except held calls.
    <E extends Exception> void giveRest(EventSink<E> client) throws E {
        for (Map.Entry<Integer, StreamedBlock> each : blocks.entrySet()) {
            StreamedBlock block = each.getValue();
            if (!block.isEnded() && !block.isHeld() && block.end()) {
                giveRest(each.getKey(), block, client);
            }
        }
    }

    /// Ends the unended blocks and emits what they still hold.
    ///
    /// @return false if one of them is blocked; neither it nor later ones are emitted then
    <E extends Exception> boolean end(EventSink<E> client) throws E {
        for (Map.Entry<Integer, StreamedBlock> each : blocks.entrySet()) {
            StreamedBlock block = each.getValue();
            if (!block.isEnded()) {
                if (!block.end()) {
                    return false;
                }
                giveRest(each.getKey(), block, client);
                client.add(MessageEvents.BLOCK_STOP, MessageEvents.blockStop(each.getKey()));
                block.open(false);
            }
        }
        return true;
    }

    /// Closes the blocks whose beginning the client has received, and emits nothing more.
    <E extends Exception> void close(EventSink<E> client) throws E {
        for (Map.Entry<Integer, StreamedBlock> each : blocks.entrySet()) {
            if (each.getValue().isOpen()) {
                each.getValue().open(false);
                client.add(MessageEvents.BLOCK_STOP, MessageEvents.blockStop(each.getKey()));
            }
        }
    }

    /// Returns the policy's message for the client of stopped blocks; null if it has none.
    @Nullable
    String stopMessage() {
        return StreamedBlock.stopMessage(blocks.values(), guard);
    }

    /// Whether the guards have released anything except held calls.
    boolean haveSaidWords() {
        return blocks.values().stream().anyMatch(block -> !block.isHeld() && block.hasGiven());
    }

    /// Returns how many characters the model has produced in them.
    long characters() {
        return blocks.values().stream().mapToLong(StreamedBlock::characters).sum();
    }

    /// Returns their text as words.
    String words() {
        StringBuilder all = new StringBuilder();
        blocks.values().forEach(block -> all.append(block.words()));
        return all.toString();
    }

    /// Returns the blocks for storage; null for none.
    @Nullable
    ArrayNode remembered() {
        if (blocks.isEmpty()) {
            return null;
        }
        ArrayNode content = WireJson.newObject().putArray(MessageTexts.CONTENT);
        blocks.values().forEach(block -> content.add(block.remembered()));
        return content;
    }
}
