package io.plumbline.embeddings;

/// One window of a text after the encoder: its tokens (word pieces, without the special ones at both ends), where
/// each stands in the text, and its vector in each layer.
///
/// Immutable by agreement: the arrays are shared, and nobody writes to them.
public interface EncodedWindow {

    /// How many word pieces.
    int tokens();

    /// Where a token begins in the text that was encoded, in UTF-16 units.
    int start(int token);

    /// One past where it ends.
    int end(int token);

    /// Whether the token goes on with a word that the one before it began (`##ing`).
    boolean continues(int token);

    /// The vectors of all tokens after a layer, one after the other, [TextEncoder#DIMENSIONS] numbers each.
    ///
    /// @param layer 1 for the first to [TextEncoder#LAYERS] for the last
    float[] states(int layer);

    /// The mean of the vectors after a layer, of the special tokens too, as sentence-transformers pools; not
    /// normalised.
    float[] mean(int layer);
}
