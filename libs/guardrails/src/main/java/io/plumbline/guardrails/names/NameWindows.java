package io.plumbline.guardrails.names;

/// The windows of a text, in which [NameHead] reads those that it is asked for, in order.
interface NameWindows {

    int count();

    /// Where a window begins, in UTF-16 units of the text.
    int start(int window);

    /// One past where it ends.
    int end(int window);

    /// What the head says of the words of a window; the windows asked for before come before it.
    ///
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    TagScores read(int window);
}
