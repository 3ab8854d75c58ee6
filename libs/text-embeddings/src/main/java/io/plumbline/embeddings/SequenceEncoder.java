package io.plumbline.embeddings;

/// Turns whole texts into a vector for each token, for metrics that compare them. Thread-safe.
public interface SequenceEncoder {

    /// The tokens of a text, truncated to the model's maximum sequence length.
    ///
    /// @throws EncoderUnavailableException when the encoder cannot be loaded
    TokenSequence tokens(String text);

    /// The vectors of all tokens after a layer, concatenated, [TextEncoder#DIMENSIONS] numbers each.
    ///
    /// @param layer 1 for the first to [TextEncoder#LAYERS] for the last
    /// @throws EncoderUnavailableException when the encoder is overloaded or cannot be loaded
    float[] states(TokenSequence tokens, int layer);
}
