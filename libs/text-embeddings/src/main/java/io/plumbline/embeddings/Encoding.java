package io.plumbline.embeddings;

/// A text cut into windows of at most 128 tokens, each encoded when it is first asked for, and once: whatever
/// number of classifiers look at a text, it goes through the encoder a single time.
///
/// Not thread-safe: one text is looked at by one thread.
public interface Encoding {

    /// How many windows the text has; 0 for a blank one.
    int windows();

    /// Where the window's first token begins, in UTF-16 units of the text. Costs no encoding.
    int start(int window);

    /// One past where the window's last token ends. Costs no encoding.
    int end(int window);

    /// The vectors of a window.
    ///
    /// @throws EncoderUnavailableException when the encoder is overloaded, has no time left, or cannot be loaded
    EncodedWindow window(int window);
}
