package io.plumbline.gateway.guard;

import org.jspecify.annotations.Nullable;

/// Lets a streamed text through when it has been looked at, and not before. Not thread-safe.
interface AnswerGate {

    /// Takes the next piece and gives what may go on by now.
    String push(String piece);

    /// The text has ended: gives the rest of what may go on.
    String finish();

    /// Whether the policy ends the answer here; nothing is given any more.
    boolean isStopped();

    /// What the policy says to whoever gets no more of it; null where it has no words of its own.
    @Nullable
    String stopMessage();
}
