package io.plumbline.gateway.dialect.answer;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Guards a streamed answer: takes the provider's events in the client's dialect and emits the client's events.
/// Not thread-safe.
public interface AnswerStream {

    /// The gateway's own member of an answer.
    String PLUMBLINE = "plumbline";

    /// Whether this event ends the stream. Do not pass it to [#take]; call [#end] instead.
    boolean isEnd(byte[] data);

    /// Takes the next event and emits whatever the guards release.
    ///
    /// @throws NotAChunkException if the event is unreadable
    <E extends Exception> void take(byte[] data, EventSink<E> client) throws NotAChunkException, E;

    /// Emits the held text of a stream that ends before its texts do.
    <E extends Exception> void rest(EventSink<E> client) throws E;

    /// Emits the event that ends the stream.
    ///
    /// @param plumbline the gateway's own member for the last event that contains JSON; null for none
    <E extends Exception> void end(@Nullable ObjectNode plumbline, EventSink<E> client) throws E;

    /// Whether the model has produced any output yet.
    boolean hasSaidSomething();

    /// Whether the guards have released anything except tool calls, which are held until they are judged.
    boolean hasSaidWords();

    /// Whether everything that makes an answer complete has arrived.
    boolean isComplete();

    /// Whether the policy has ended the answer, so that nothing more follows.
    boolean isOver();

    /// Whether the policy has ended the answer or a part of it.
    boolean isStopped();

    /// Adds the usage of earlier answers to the usage that this answer reports.
    void addsTo(EarlierUsage newEarlier);

    /// Returns the usage that the provider has reported so far, in the client's dialect; empty for none.
    ObjectNode reportedUsage();

    /// Returns the usage of the call as known so far.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage usage(long inputTokens);

    /// Returns the answer for storage: redacted, with placeholders for the caller's own values; null for no
    /// answer.
    @Nullable
    ArrayNode remembered();

    /// Returns the metadata of the answer as known so far.
    AnswerOutline outline();
}
