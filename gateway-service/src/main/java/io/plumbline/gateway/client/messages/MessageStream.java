package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.tokens.TokenEstimate;
import io.plumbline.gateway.wire.MessageShape;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A streamed message: from `message_start` over content blocks to `message_stop`, each block guarded separately.
/// Unchanged events are forwarded byte for byte. If the policy ends the message, its open blocks are closed and
/// it ends with the stop reason `refusal`. Not thread-safe.
final class MessageStream implements AnswerStream {

    private static final int LONGEST_END = 1_000;
    private static final String TYPE = MessageTexts.TYPE;
    private static final String USAGE = "usage";
    private static final String DELTA = "delta";
    private static final String STOP = "message_stop";
    private static final String BLOCK_STOP = MessageEvents.BLOCK_STOP;
    private static final String BLOCK_DELTA = MessageEvents.BLOCK_DELTA;
    private static final String MESSAGE_DELTA = "message_delta";
    private static final Pattern NAME = Pattern.compile("[a-z_.]{1,64}");

    private final AnswerGuard guard;
    private final StreamedBlocks blocks;
    private final ObjectNode usage = WireJson.newObject();
    private EarlierUsage earlier = new EarlierUsage();
    private JsonNode head = WireJson.newObject();
    private String stopReason = "";
    private boolean begun;
    private boolean stopped;

    MessageStream(AnswerGuard guard) {
        this.guard = guard;
        this.blocks = new StreamedBlocks(guard);
    }

    private static ObjectNode parse(byte[] data) throws NotAChunkException {
        ObjectNode event = WireJson.object(data).orElseThrow(() -> new NotAChunkException(false));
        String type = event.path(TYPE).asString("");
        if (type.equals("error") || event.hasNonNull("error")) {
            throw new NotAChunkException(true);
        }
        if (!NAME.matcher(type).matches() || !MessageShape.isEvent(event)) {
            throw new NotAChunkException(false);
        }
        return event;
    }

    @Override
    public boolean isEnd(byte[] data) {
        return data.length < LONGEST_END
                && new String(data, StandardCharsets.UTF_8).contains(STOP)
                && WireJson.object(data)
                        .map(event -> event.path(TYPE).asString("").equals(STOP))
                        .orElse(false);
    }

    @Override
    public <E extends Exception> void take(byte[] data, EventSink<E> client) throws NotAChunkException, E {
        if (stopped) {
            return;
        }
        ObjectNode event = parse(data);
        String type = event.path(TYPE).asString();
        switch (type) {
            case "content_block_start" -> blockStarts(event, data, client);
            case BLOCK_DELTA -> blockGrows(event, data, client);
            case BLOCK_STOP -> blockEnds(event, data, client);
            case MESSAGE_DELTA -> messageEnds(event, data, client);
            default -> {
                boolean summed = false;
                if (event.get("message") instanceof ObjectNode message) {
                    head = message;
                    summed = takeUsage(message);
                }
                give(type, event, data, guardWhole(event, summed), client);
                begun |= type.equals("message_start");
            }
        }
    }

    /// Guards parts that arrive in one piece.
    ///
    /// @param rewritten whether the event was already rewritten
    /// @return whether it was rewritten; null if it is blocked
    private @Nullable Boolean guardWhole(ObjectNode event, boolean rewritten) {
        boolean[] changed = {rewritten};
        boolean passes = guard.redactAndRestore(MessageTexts.ofWhole(event), () -> changed[0] = true);
        return passes ? changed[0] : null;
    }

    private <E extends Exception> void give(
            String type, ObjectNode event, byte[] data, @Nullable Boolean changed, EventSink<E> client) throws E {
        if (changed == null) {
            refuse(client);
        } else {
            client.add(type, changed || !MessageEvents.isOneLine(data) ? WireJson.bytes(event) : data);
        }
    }

    private <E extends Exception> void blockStarts(ObjectNode event, byte[] data, EventSink<E> client)
            throws NotAChunkException, E {
        StreamedBlock block = blocks.begin(event);
        boolean changed = block.begin();
        if (block.isStopped()) {
            refuse(client);
        } else if (!block.isHeld()) {
            block.open(true);
            give("content_block_start", event, data, changed, client);
        }
    }

    private <E extends Exception> void blockGrows(ObjectNode event, byte[] data, EventSink<E> client)
            throws NotAChunkException, E {
        StreamedBlock block = blocks.of(event);
        if (!(event.get(DELTA) instanceof ObjectNode delta)) {
            throw new NotAChunkException(false);
        }
        boolean changed = block.take(event, delta);
        if (block.isStopped()) {
            refuse(client);
        } else if (!block.isHeld() && !(changed && MessageEvents.saysNothing(delta))) {
            give(BLOCK_DELTA, event, data, changed, client);
        }
    }

    private <E extends Exception> void blockEnds(ObjectNode event, byte[] data, EventSink<E> client)
            throws NotAChunkException, E {
        StreamedBlock block = blocks.of(event);
        if (!block.end()) {
            refuse(client);
            return;
        }
        blocks.giveRest(event, block, client);
        give(BLOCK_STOP, event, data, guardWhole(event, false), client);
        block.open(false);
    }

    private <E extends Exception> void messageEnds(ObjectNode event, byte[] data, EventSink<E> client) throws E {
        boolean summed = takeUsage(event);
        String reason = event.path(DELTA).path(MessageAnswer.STOP_REASON).asString("");
        if (!reason.isEmpty()) {
            if (!blocks.end(client) || !passesReview()) {
                refuse(client);
                return;
            }
            stopReason = reason;
        }
        give(MESSAGE_DELTA, event, data, guardWhole(event, summed), client);
    }

    /// Records the usage that the provider reports, and adds that of earlier answers.
    ///
    /// @return whether there was anything to add
    private boolean takeUsage(ObjectNode holder) {
        if (holder.get(USAGE) instanceof ObjectNode reported) {
            usage.setAll(reported.deepCopy());
            return earlier.addTo(reported);
        }
        return false;
    }

    private boolean passesReview() {
        if (!guard.needsWhole()) {
            return true;
        }
        return guard.review(blocks.words());
    }

    /// Ends the message because of the policy.
    private <E extends Exception> void refuse(EventSink<E> client) throws E {
        stopped = true;
        stopReason = MessageAnswer.REFUSAL;
        if (!begun) {
            begun = true;
            client.add("message_start", MessageEvents.emptyStart());
        }
        blocks.close(client);
        client.add(MESSAGE_DELTA, MessageEvents.refusal(usage(0).output(), blocks.stopMessage()));
    }

    @Override
    public <E extends Exception> void rest(EventSink<E> client) throws E {
        blocks.giveRest(client);
    }

    @Override
    public <E extends Exception> void end(@Nullable ObjectNode plumbline, EventSink<E> client) throws E {
        client.add(STOP, MessageEvents.stop(plumbline));
    }

    @Override
    public boolean hasSaidSomething() {
        return blocks.characters() > 0;
    }

    @Override
    public boolean hasSaidWords() {
        return blocks.haveSaidWords();
    }

    @Override
    public boolean isComplete() {
        return !stopReason.isEmpty();
    }

    @Override
    public boolean isOver() {
        return stopped;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void addsTo(EarlierUsage newEarlier) {
        earlier = newEarlier;
    }

    @Override
    public ObjectNode reportedUsage() {
        return usage;
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        boolean told = isComplete() && !stopped;
        TokenUsage reported = MessageUsage.reported(usage, !told);
        if (told && reported != null) {
            return reported;
        }
        long said = TokenEstimate.ofCharacters(blocks.characters());
        return reported == null ? new TokenUsage(inputTokens, 0, said, true) : reported.withOutput(said);
    }

    @Override
    public @Nullable ArrayNode remembered() {
        ArrayNode content = blocks.remembered();
        return content == null ? null : RememberedMessage.of(content, stopReason);
    }

    @Override
    public AnswerOutline outline() {
        return AnswerOutline.of(head, Stream.of(stopReason));
    }
}
