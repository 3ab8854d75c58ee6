package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.approval.ParkedAnswer;
import io.plumbline.gateway.dialect.AnswerOutline;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings one answer to the client. Everything but its end goes out with [#forward]; the end waits for [#finish],
/// which is called once the call is recorded. Not thread-safe.
interface Delivery {

    /// Nothing is to go out with [#forward] either: all of it waits for [#finish].
    default void hold() {
        // what comes in one piece waits in any case
    }

    /// An answer was paid for that the next takes the place of.
    ///
    /// @param usage what it used, in the client's language
    void paidBefore(ObjectNode usage);

    /// The next answer is for one of several choices of the answer before, and takes its place.
    ///
    /// @param choice its place among them
    default void repairs(int choice) {
        // an answer of one choice takes the place of the one before
    }

    /// Whether the last answer was for one of several choices.
    default boolean isRepair() {
        return false;
    }

    /// Takes the answer from the provider, guards it, and gives on what need not wait. Of an answer about which a
    /// person has to decide, nothing goes on from there.
    ///
    /// @throws UpstreamFailure when the provider broke off
    /// @throws CallEndedException when the client has gone
    void forward(UpstreamAnswer answer, AnswerGuard guard) throws UpstreamFailure, CallEndedException;

    /// Whether the policy ended the answer.
    boolean isStopped();

    /// What was used, as far as is known; estimated where the provider has not said.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage usage(long inputTokens);

    /// How long the provider has been at work, in nanoseconds, on a stream that broke off before its first word; 0 of
    /// any other answer.
    default long nanosUnheard() {
        return 0;
    }

    /// The choices as they may be kept; null when there are none.
    @Nullable
    ArrayNode remembered();

    /// Those of the last answer alone, where it was for one of several choices.
    default @Nullable ArrayNode lastRemembered() {
        return remembered();
    }

    /// The whole answer as the client would get it, of a stream with its end; null when it is too long to be
    /// parked.
    @Nullable
    ParkedAnswer parked(int longest);

    /// What the answer tells of itself, as far as is known by now.
    AnswerOutline outline();

    /// What of the answer has not gone out yet: all of it, or of a stream what is held and the end. Asked for
    /// once, where it is to be kept.
    byte[] rest() throws IOException;

    String contentType();

    /// Gives the end of the answer.
    ///
    /// @param rest as [#rest] says it
    void finish(byte[] rest) throws IOException;

    /// The same of an answer that is not to be kept, of which [#rest] was not asked.
    default void finish() throws IOException {
        finish(rest());
    }

    /// Tells the client that the answer ends here, in what has been begun already.
    ///
    /// @return false when nothing has been begun, so that the client can be told otherwise
    boolean fail(ProblemException problem) throws IOException;
}
