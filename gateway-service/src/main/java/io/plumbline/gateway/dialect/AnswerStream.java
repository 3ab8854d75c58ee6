package io.plumbline.gateway.dialect;

import io.plumbline.gateway.exchange.NotAChunkException;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A streamed answer under guard: takes the provider's events in the client's language and gives what the
/// client gets. Not thread-safe.
public interface AnswerStream {

    /// Whether this event ends the stream. It is not taken: the end waits for [#end].
    boolean isEnd(byte[] data);

    /// Takes the next event and gives what may go on.
    ///
    /// @throws NotAChunkException when it is none
    <E extends Exception> void take(byte[] data, EventSink<E> client) throws NotAChunkException, E;

    /// Gives what is still held, when the stream has ended before its texts have.
    <E extends Exception> void rest(EventSink<E> client) throws E;

    /// Gives the event that ends the stream.
    <E extends Exception> void end(EventSink<E> client) throws E;

    /// Whether the model has said anything yet.
    boolean hasSaidSomething();

    /// Whether the guards have let anything through yet but calls of tools, which are held until they are
    /// judged.
    boolean hasSaidWords();

    /// Whether all has come that makes an answer whole.
    boolean isComplete();

    /// Whether the policy has ended the answer, so that there is nothing more to come.
    boolean isOver();

    /// Whether the policy has ended the answer or a part of it.
    boolean isStopped();

    /// What earlier answers used is added to what this one says of usage.
    void addsTo(EarlierUsage newEarlier);

    /// What the provider has said of usage by now, in the words of the language; empty for nothing.
    ObjectNode reportedUsage();

    /// What the call used, as far as is known by now.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage usage(long inputTokens);

    /// The answer as it may be kept: redacted, with placeholders where the caller's own values stood; null
    /// when there is none.
    @Nullable
    ArrayNode remembered();

    /// What the answer tells of itself, as far as is known by now.
    AnswerOutline outline();
}
