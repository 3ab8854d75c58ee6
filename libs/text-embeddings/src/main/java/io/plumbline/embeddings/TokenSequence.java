package io.plumbline.embeddings;

import java.util.Arrays;

/// The numbers of a text's tokens in the vocabulary, between those of the two special ones. Immutable.
public final class TokenSequence {

    private final long[] ids;

    /// @param ids at least the two special ones
    public TokenSequence(long... ids) {
        this.ids = ids.clone();
    }

    /// How many tokens, special ones included: 2 for a blank text.
    public int size() {
        return ids.length;
    }

    public int id(int token) {
        return (int) ids[token];
    }

    /// Whether a token is one of the special ones at both ends.
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

    /// Never the text.
    @Override
    public String toString() {
        return "TokenSequence[size=" + ids.length + "]";
    }
}
