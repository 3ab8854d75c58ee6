package io.plumbline.gateway.guard.answer;

import org.jspecify.annotations.Nullable;

/// Releases a streamed text once it is inspected. Not thread-safe.
interface AnswerGate {

    /// Takes the next piece and returns what is released.
    String push(String piece);

    /// Ends the text and returns the rest that is released.
    String finish();

    /// Whether the policy ends the answer here; nothing is released any more.
    boolean isStopped();

    /// Returns the policy's message for the client of a stopped answer; null if it has none.
    @Nullable
    String stopMessage();
}
