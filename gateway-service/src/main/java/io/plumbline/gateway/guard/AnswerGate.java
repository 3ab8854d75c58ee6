package io.plumbline.gateway.guard;

/// Lets a streamed text through when it has been looked at, and not before. Not thread-safe.
interface AnswerGate {

    /// Takes the next piece and gives what may go on by now.
    String push(String piece);

    /// The text has ended: gives the rest of what may go on.
    String finish();

    /// Whether the policy ends the answer here; nothing is given any more.
    boolean isStopped();
}
