package io.plumbline.gateway.dialect.answer;

import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer that is not streamed, in the client's dialect. Not thread-safe.
public interface WholeAnswer {

    /// Removes what the policy redacts or blocks, and restores the caller's own values.
    void guard(AnswerGuard guard);

    /// Replaces one choice with the first choice of another answer, which is already guarded.
    default void replace(int choice, WholeAnswer by) {
        throw new UnsupportedOperationException("an answer of one choice is replaced as a whole");
    }

    /// Returns the body for the client.
    ObjectNode body();

    /// Returns the usage in the body, as the provider reported it; null for none. Changes to it change the body.
    default @Nullable JsonNode reportedUsage() {
        return body().get("usage");
    }

    /// Whether the policy ended the answer or a part of it.
    boolean isStopped();

    /// Returns the usage of the call, estimated if the provider reports none.
    ///
    /// @param inputTokens an estimate of the input
    TokenUsage usage(long inputTokens);

    /// Returns the answer for storage: redacted, with placeholders for the caller's own values; null for no
    /// answer.
    @Nullable
    ArrayNode remembered();

    /// Returns the metadata of the answer.
    AnswerOutline outline();
}
