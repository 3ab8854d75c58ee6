package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.client.openai.ChatUsage;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.tokens.TokenEstimate;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A streamed chat completion: takes each chunk of the provider and returns the chunk for the client, with every
/// choice guarded separately. Unchanged chunks are forwarded byte for byte. Usage is always recorded and
/// forwarded only if the client requested it. Not thread-safe.
public final class ChatStream implements AnswerStream {

    public static final String CONTENT_FILTER = "content_filter";

    /// The member of a message and of a delta with the reason why there is no answer.
    public static final String REFUSAL = "refusal";

    private static final int MAX_CHOICES = 128;
    private static final String CHOICES = ChatChunks.CHOICES;
    private static final String USAGE = ChatChunks.USAGE;
    private static final String DELTA = ChatChunks.DELTA;
    private static final String[] HEAD = {"id", "object", "created", "model", "system_fingerprint", "service_tier"};

    private final AnswerGuard guard;
    private final boolean usageWanted;
    private final int wanted;
    private final Map<Integer, StreamedChoice> choices = new TreeMap<>();
    private final ObjectNode head = WireJson.newObject();
    private EarlierUsage earlier = new EarlierUsage();
    private ObjectNode usage = WireJson.newObject();
    private boolean saidSomething;

    /// @param usageWanted whether the client requested usage
    /// @param wanted number of choices that the client requested
    public ChatStream(AnswerGuard guard, boolean usageWanted, int wanted) {
        this.guard = guard;
        this.usageWanted = usageWanted;
        this.wanted = wanted;
    }

    @Override
    public boolean isEnd(byte[] data) {
        return ChatChunks.isDone(data);
    }

    @Override
    public <E extends Exception> void take(byte[] data, EventSink<E> client) throws NotAChunkException, E {
        byte[] chunk = take(data);
        if (chunk != null) {
            client.add(null, chunk);
        }
    }

    @Override
    public <E extends Exception> void rest(EventSink<E> client) throws E {
        Optional<byte[]> held = rest("");
        if (held.isPresent()) {
            client.add(null, held.get());
        }
    }

    /// Emits an extra chunk without choices for the gateway's own member, since the end is no JSON.
    @Override
    public <E extends Exception> void end(@Nullable ObjectNode plumbline, EventSink<E> client) throws E {
        if (plumbline != null) {
            ObjectNode chunk = head.deepCopy();
            chunk.putArray(CHOICES);
            chunk.set(AnswerStream.PLUMBLINE, plumbline);
            client.add(null, WireJson.bytes(chunk));
        }
        client.add(null, ChatChunks.done());
    }

    /// Takes the provider's next chunk.
    ///
    /// @return the chunk for the client; null for none
    /// @throws NotAChunkException if the data is not a chunk
    byte @Nullable [] take(byte[] data) throws NotAChunkException {
        ObjectNode chunk = ChatChunks.parse(data);
        boolean changed = false;
        boolean bare = false;
        if (chunk.get(USAGE) instanceof ObjectNode reported) {
            usage = reported.deepCopy();
            changed |= earlier.addTo(reported);
            bare = chunk.path(CHOICES).isEmpty();
        }
        changed |= besideChoices(chunk);
        if (head.isEmpty()) {
            remember(chunk);
        }
        if (chunk.get(CHOICES) instanceof ArrayNode all) {
            int before = all.size();
            changed |= choices(all);
            if (all.isEmpty() && before > 0 && !chunk.hasNonNull(USAGE)) {
                return null;
            }
        }
        if (!usageWanted && chunk.has(USAGE)) {
            if (bare) {
                return null;
            }
            chunk.remove(USAGE);
            changed = true;
        }
        if (!changed) {
            return ChatChunks.isOneLine(data) ? data : WireJson.bytes(chunk);
        }
        return ChatChunks.saysNothing(chunk) ? null : WireJson.bytes(chunk);
    }

    /// Guards members outside the choices. They arrive in one piece, mostly the same in every chunk.
    private boolean besideChoices(ObjectNode chunk) {
        boolean[] changed = {false};
        for (String name : List.copyOf(chunk.propertyNames())) {
            JsonNode value = chunk.get(name);
            if (name.equals(CHOICES) || value.equals(head.get(name)) || ChatTexts.isPadding(name, value)) {
                continue;
            }
            if (!guard.optionally(
                    () -> guard.redactAndRestore(ChatTexts.ofMember(chunk, name), () -> changed[0] = true))) {
                chunk.remove(name);
                changed[0] = true;
            }
        }
        return changed[0];
    }

    private boolean choices(ArrayNode all) throws NotAChunkException {
        boolean changed = false;
        for (int i = 0; i < all.size(); i++) {
            if (!(all.get(i) instanceof ObjectNode choice)) {
                throw new NotAChunkException(false);
            }
            StreamedChoice state = state(choice);
            if (state.isFinished()) {
                // what comes after its end was not guarded with it, so it does not go on
                all.remove(i--);
                changed = true;
            } else {
                changed |= state.take(choice);
                saidSomething = saidSomething || state.characters() > 0;
            }
        }
        return changed;
    }

    private StreamedChoice state(ObjectNode choice) throws NotAChunkException {
        int index = choice.path("index").asInt(0);
        StreamedChoice state = choices.get(index);
        if (state == null) {
            if (choices.size() == MAX_CHOICES) {
                throw new NotAChunkException(false);
            }
            state = new StreamedChoice(guard);
            choices.put(index, state);
        }
        return state;
    }

    private void remember(ObjectNode chunk) {
        for (String field : HEAD) {
            JsonNode value = chunk.get(field);
            if (value != null) {
                head.set(field, value);
            }
        }
    }

    /// Returns a last chunk with what is still held, for a stream that ended before its choices did.
    ///
    /// @param reason their finish reason; empty leaves it out
    Optional<byte[]> rest(String reason) {
        ObjectNode chunk = head.deepCopy();
        ArrayNode list = chunk.putArray(CHOICES);
        choices.forEach((index, state) -> {
            if (!state.isFinished()) {
                ObjectNode choice = list.addObject().put("index", index);
                choice.putObject(DELTA);
                choice.putNull("finish_reason");
                state.finish(choice, reason);
            }
        });
        return list.isEmpty() || ChatChunks.saysNothing(chunk) ? Optional.empty() : Optional.of(WireJson.bytes(chunk));
    }

    /// Whether the model has produced any output yet.
    @Override
    public boolean hasSaidSomething() {
        return saidSomething;
    }

    @Override
    public boolean hasSaidWords() {
        return choices.values().stream().anyMatch(StreamedChoice::hasSaidWords);
    }

    /// Whether every choice that has begun has ended.
    @Override
    public boolean isComplete() {
        return !choices.isEmpty() && choices.values().stream().allMatch(StreamedChoice::isFinished);
    }

    /// Whether nothing more follows: the policy has ended a choice, and all requested choices have ended.
    @Override
    public boolean isOver() {
        return isStopped() && choices.size() >= wanted && isComplete();
    }

    /// Whether the policy has ended a choice.
    @Override
    public boolean isStopped() {
        for (StreamedChoice choice : choices.values()) {
            if (choice.isStopped()) {
                return true;
            }
        }
        return false;
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
        TokenUsage reported = ChatUsage.reported(usage);
        TokenUsage used = reported == null ? TokenEstimate.usage(inputTokens, characters()) : reported;
        return used.in(ChatUsage.tier(head));
    }

    /// Returns how many characters the model has produced in total.
    long characters() {
        return choices.values().stream().mapToLong(StreamedChoice::characters).sum();
    }

    /// Returns the choices for storage: redacted, with placeholders for the caller's own values.
    @Override
    public ArrayNode remembered() {
        ArrayNode all = WireJson.newObject().putArray(CHOICES);
        choices.forEach((index, state) -> all.add(state.remembered(index)));
        return all;
    }

    @Override
    public AnswerOutline outline() {
        return AnswerOutline.of(head, choices.values().stream().map(StreamedChoice::finishReason));
    }
}
