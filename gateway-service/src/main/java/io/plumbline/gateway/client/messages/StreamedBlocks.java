package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.EventSink;
import io.plumbline.gateway.exchange.NotAChunkException;
import io.plumbline.gateway.guard.AnswerGuard;
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

    /// A block that begins.
    ///
    /// @param start its `content_block_start`
    /// @throws NotAChunkException when it has begun before, or is one too many
    StreamedBlock begin(ObjectNode start) throws NotAChunkException {
        int index = start.path(INDEX).asInt(-1);
        if (index < 0 || blocks.size() == MAX_BLOCKS || blocks.containsKey(index)) {
            throw new NotAChunkException(false);
        }
        StreamedBlock block = new StreamedBlock(start, guard);
        blocks.put(index, block);
        return block;
    }

    /// The block that an event belongs to.
    ///
    /// @throws NotAChunkException when none has begun, or it has ended
    StreamedBlock of(ObjectNode event) throws NotAChunkException {
        StreamedBlock block = blocks.get(event.path(INDEX).asInt(-1));
        if (block == null || block.isEnded()) {
            throw new NotAChunkException(false);
        }
        return block;
    }

    /// Gives what a block that has ended still holds.
    ///
    /// @param event that belongs to it
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

    /// Gives what the blocks still hold that nobody has ended, but for calls that are held.
    <E extends Exception> void giveRest(EventSink<E> client) throws E {
        for (Map.Entry<Integer, StreamedBlock> each : blocks.entrySet()) {
            StreamedBlock block = each.getValue();
            if (!block.isEnded() && !block.isHeld() && block.end()) {
                giveRest(each.getKey(), block, client);
            }
        }
    }

    /// Ends the blocks that nobody has ended, with what they still hold.
    ///
    /// @return false when one of them may not go on: then nothing of it and those after it is given
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

    /// Closes what the client has got the beginning of, and gives nothing more.
    <E extends Exception> void close(EventSink<E> client) throws E {
        for (Map.Entry<Integer, StreamedBlock> each : blocks.entrySet()) {
            if (each.getValue().isOpen()) {
                each.getValue().open(false);
                client.add(MessageEvents.BLOCK_STOP, MessageEvents.blockStop(each.getKey()));
            }
        }
    }

    /// What the policy says to whoever gets no more of them; null where it has no words of its own.
    @Nullable
    String stopMessage() {
        return StreamedBlock.stopMessage(blocks.values(), guard);
    }

    /// Whether the guards have let anything through but calls that are held.
    boolean haveSaidWords() {
        return blocks.values().stream().anyMatch(block -> !block.isHeld() && block.hasGiven());
    }

    /// How many characters the model has said in them.
    long characters() {
        return blocks.values().stream().mapToLong(StreamedBlock::characters).sum();
    }

    /// What they say, in words.
    String words() {
        StringBuilder all = new StringBuilder();
        blocks.values().forEach(block -> all.append(block.words()));
        return all.toString();
    }

    /// The blocks as they may be kept; null when there are none.
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
