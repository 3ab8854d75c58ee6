package io.plumbline.embeddings;

/// The tokens of a sequence, special ones included, and their vectors. Immutable by agreement: nobody writes to
/// what it hands out.
public final class EncodedSequence {

    private final long[] ids;
    private final float[][] layers;

    EncodedSequence(long[] ids, float[][] layers) {
        this.ids = ids;
        this.layers = layers;
    }

    /// How many tokens: at least the two special ones.
    public int tokens() {
        return ids.length;
    }

    /// The number of a token in the vocabulary.
    public int id(int token) {
        return (int) ids[token];
    }

    /// The vectors of all tokens after a layer, one after the other, [TextEncoder#DIMENSIONS] numbers each.
    ///
    /// @param layer 1 for the first to [TextEncoder#LAYERS] for the last
    public float[] states(int layer) {
        return layers[layer - 1];
    }
}
