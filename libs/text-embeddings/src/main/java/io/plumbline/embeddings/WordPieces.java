package io.plumbline.embeddings;

import java.util.Arrays;

/// The word pieces of a text, without special tokens. Only the tokenizer modifies it, and only before handing it
/// out.
final class WordPieces {

    private final Vocabulary vocabulary;
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int size;

    /// @param expected the approximate number of tokens
    WordPieces(Vocabulary vocabulary, int expected) {
        this.vocabulary = vocabulary;
        ids = new int[expected];
        starts = new int[expected];
        ends = new int[expected];
    }

    void add(int id, int start, int end) {
        if (size == ids.length) {
            int larger = size + (size >> 1) + 8;
            ids = Arrays.copyOf(ids, larger);
            starts = Arrays.copyOf(starts, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size++] = end;
    }

    /// Removes the tokens added last.
    void shrink(int toSize) {
        size = toSize;
    }

    int size() {
        return size;
    }

    int id(int token) {
        return ids[token];
    }

    /// Where a token begins in the text, in UTF-16 units.
    int start(int token) {
        return starts[token];
    }

    /// One past where a token ends, including accents that follow.
    int end(int token) {
        return ends[token];
    }

    /// Whether a token continues the word of the one before it.
    boolean continues(int token) {
        return vocabulary.isContinuation(ids[token]);
    }
}
