package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.approval.ParkedAnswer;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Delivers one answer to the client. [#forward] sends everything except the end; [#finish] sends the end once
/// the call is recorded. Not thread-safe.
public interface Delivery {

    /// Makes [#forward] hold everything for [#finish].
    default void hold() {
        // what comes in one piece waits in any case
    }

    /// Sets the gateway's own member of the answer, before [#forward]. Streams have it in their last event.
    void adds(ObjectNode plumbline);

    /// Adds the usage of a paid answer that the next one replaces.
    ///
    /// @param usage in the client's dialect
    void paidBefore(ObjectNode usage);

    /// Announces that the next answer replaces one of several choices of the previous answer.
    ///
    /// @param choice its index among the choices
    default void repairs(int choice) {
        // an answer of one choice takes the place of the one before
    }

    /// Whether the last answer replaced one of several choices.
    default boolean isRepair() {
        return false;
    }

    /// Reads the answer from the provider, guards it, and sends whatever may go out. Sends nothing more once an
    /// approval is required.
    ///
    /// @throws UpstreamFailure if the provider interrupts the answer
    /// @throws CallEndedException if the client has disconnected
    void forward(UpstreamAnswer answer, AnswerGuard guard) throws UpstreamFailure, CallEndedException;

    /// Whether the policy ended the answer.
    boolean isStopped();

    /// Returns the usage known so far, estimated if the provider reports none.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage usage(long inputTokens);

    /// Returns how long the provider worked, in nanoseconds, on a stream that was interrupted before its first
    /// token; 0 for any other answer.
    default long nanosBeforeFirstToken() {
        return 0;
    }

    /// Returns the choices for storage; null for none.
    @Nullable
    ArrayNode remembered();

    /// Returns the choices of the last answer only, if it replaced one of several choices.
    default @Nullable ArrayNode lastRemembered() {
        return remembered();
    }

    /// Returns the complete answer as the client would receive it, for a stream including its end; null if it is
    /// too long to be parked.
    @Nullable
    ParkedAnswer parked(int longest);

    /// Returns the metadata of the answer as known so far.
    AnswerOutline outline();

    /// Returns the unsent part of the answer: all of it, or for a stream the held events and the end. Call this
    /// at most once, and only if the answer is to be stored.
    byte[] rest() throws IOException;

    String contentType();

    /// Sends the end of the answer.
    ///
    /// @param rest the result of [#rest]
    void finish(byte[] rest) throws IOException;

    /// Sends the end of an answer that is not stored, for which [#rest] was not called.
    default void finish() throws IOException {
        finish(rest());
    }

    /// Notifies the client in a started response that the answer ends here.
    ///
    /// @return false if the response has not started, so that the caller can send a status
    boolean fail(ProblemException problem) throws IOException;
}
