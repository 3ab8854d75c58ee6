package io.plumbline.embeddings;

import java.util.Arrays;

/// The ids of a text's tokens in the vocabulary, between the two special ones. Immutable.
public final class TokenSequence {

    private final long[] ids;

    /// @param ids at least the two special ones
    public TokenSequence(long... ids) {
        this.ids = ids.clone();
    }

    /// The number of tokens, special ones included: 2 for a blank text.
    public int size() {
        return ids.length;
    }

    public int id(int token) {
        return (int) ids[token];
    }

    /// Whether a token is one of the special ones at the ends.
    public boolean isSpecial(int token) {
        return token == 0 || token == ids.length - 1;
    }

    long[] ids() {
        return ids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    /// Never contains the text.
    @Override
    public String toString() {
        return "TokenSequence[size=" + ids.length + "]";
    }
}
