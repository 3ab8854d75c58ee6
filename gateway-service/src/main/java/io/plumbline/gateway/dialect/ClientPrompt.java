package io.plumbline.gateway.dialect;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.tokens.TokenEstimate;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The texts of a client's requests, as the guards inspect them, and the application's instructions among them.
/// Stateless, unless the [Surface] serves one call.
public interface ClientPrompt {

    /// Requires content to answer, after a prompt is rendered.
    ///
    /// @throws ProblemException `invalid-call`
    void requireContent(ObjectNode body);

    /// Inserts a prompt's rendered messages, `[{"role", "content"}]`, before the caller's own.
    void precede(ObjectNode body, ArrayNode rendered);

    /// Returns every text in a request that a person may have written.
    List<TextPlace> texts(ObjectNode body);

    /// Estimates the number of tokens of a request.
    default long estimatedTokens(ObjectNode body) {
        return TokenEstimate.of(texts(body));
    }

    /// Returns the application's instructions to the model; null for none.
    @Nullable
    String systemPrompt(ObjectNode body);

    /// Returns the part of the instructions that precedes the conversation and stays the same from turn to turn;
    /// null for none.
    @Nullable
    String openingPrompt(ObjectNode body);

    /// Appends words to that part.
    ///
    /// @return whether the request has a place for them
    boolean instruct(ObjectNode body, String words);

    /// Surrounds that part with words; changes nothing if there is none.
    ///
    /// @param before null for none
    /// @param after null for none
    void surround(ObjectNode body, @Nullable String before, @Nullable String after);

    /// Returns the text of the last message of a user; empty for none.
    default String question(ObjectNode body) {
        return LastQuestion.text(body.path("messages"));
    }

    /// Inserts words before that text.
    default void precedeQuestion(ObjectNode body, String words) {
        LastQuestion.precede(body.path("messages"), words);
    }

    /// Returns the third-party texts in a request that can be marked: tool results and documents.
    default List<TextPlace> untrusted(ObjectNode body) {
        return List.of();
    }
}
