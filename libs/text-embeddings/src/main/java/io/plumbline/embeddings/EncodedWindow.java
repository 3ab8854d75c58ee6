package io.plumbline.embeddings;

/// One window of a text after the encoder: its tokens (word pieces, without the special ones at both ends), the
/// position of each in the text, and its vector in each layer.
///
/// Immutable by convention: the arrays are shared and must not be modified.
public interface EncodedWindow {

    /// The number of word pieces.
    int tokens();

    /// Where a token begins in the encoded text, in UTF-16 units.
    int start(int token);

    /// One past where a token ends.
    int end(int token);

    /// Whether the token continues the word of the one before it (`##ing`).
    boolean continues(int token);

    /// The vectors of all tokens after a layer, concatenated, [TextEncoder#DIMENSIONS] numbers each.
    ///
    /// @param layer 1 for the first to [TextEncoder#LAYERS] for the last
    float[] states(int layer);

    /// The mean of the vectors after a layer, including the special tokens, as in sentence-transformers' pooling;
    /// not normalised.
    float[] mean(int layer);
}
