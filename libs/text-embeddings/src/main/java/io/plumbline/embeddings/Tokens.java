package io.plumbline.embeddings;

import java.util.Arrays;

/// The word pieces of a text, without special tokens. Written by the tokenizer alone, and not any more when it has
/// handed it out.
final class Tokens {

    private final Vocabulary vocabulary;
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int size;

    /// @param expected about how many there will be
    Tokens(Vocabulary vocabulary, int expected) {
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

    /// Takes back what was added last.
    void shrink(int toSize) {
        size = toSize;
    }

    int size() {
        return size;
    }

    int id(int token) {
        return ids[token];
    }

    /// Where it begins in the text, in UTF-16 units.
    int start(int token) {
        return starts[token];
    }

    /// One past where it ends, accents that follow included.
    int end(int token) {
        return ends[token];
    }

    /// Whether it goes on with the word of the one before it.
    boolean continues(int token) {
        return vocabulary.isContinuation(ids[token]);
    }
}
