package io.plumbline.gateway.dialect;

import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer in one piece, in the client's language. Not thread-safe.
public interface WholeAnswer {

    /// Takes out what the policy redacts or blocks, and puts the caller's own values back.
    void guard(AnswerGuard guard);

    /// Puts the first choice of another answer, which has been guarded, in the place of one of this.
    default void replace(int choice, WholeAnswer by) {
        throw new UnsupportedOperationException("an answer of one choice is replaced as a whole");
    }

    /// The body that the client gets.
    ObjectNode body();

    /// What the provider has said of usage, as the body tells it; null for nothing. What is added here is added there.
    default @Nullable JsonNode reportedUsage() {
        return body().get("usage");
    }

    /// Whether the policy ended the answer or a part of it.
    boolean isStopped();

    /// What the call used; estimated where the provider has not said.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage usage(long inputTokens);

    /// The answer as it may be kept: redacted, with placeholders where the caller's own values stood; null
    /// when there is none.
    @Nullable
    ArrayNode remembered();

    /// What the answer tells of itself.
    AnswerOutline outline();
}
