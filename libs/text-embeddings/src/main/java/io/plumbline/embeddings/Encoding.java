package io.plumbline.embeddings;

/// A text cut into windows of at most 128 tokens. Each window is encoded once, on first use: however many
/// classifiers read a text, it passes through the encoder a single time.
///
/// Not thread-safe: one thread inspects one text.
public interface Encoding {

    /// The number of windows in the text; 0 for a blank one.
    int windows();

    /// Where the window's first token begins, in UTF-16 units of the text. Does not encode.
    int start(int window);

    /// One past where the window's last token ends. Does not encode.
    int end(int window);

    /// The vectors of a window.
    ///
    /// @throws EncoderUnavailableException when the encoder is overloaded, has no time left, or cannot be loaded
    EncodedWindow window(int window);
}
