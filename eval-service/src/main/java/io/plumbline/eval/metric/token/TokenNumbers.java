package io.plumbline.eval.metric.token;

import java.util.Arrays;

/// Assigns equal tokens the same small number, so that later steps compare integers: 0 for the first token, 1 for
/// the next new one.
///
/// Created for one pair and then discarded; not thread-safe. Token text is stored in one array and hashed with
/// [SeededHash], by open addressing at a load of at most one half.
public final class TokenNumbers {

    private static final int INITIAL_SLOTS = 128;

    private int[] slots = new int[INITIAL_SLOTS];
    private int[] hashes = new int[INITIAL_SLOTS / 2];
    private int[] ends = new int[INITIAL_SLOTS / 2];
    private char[] text = new char[INITIAL_SLOTS * 4];
    private int size;

    public int size() {
        return size;
    }

    /// Returns the number of the token in `buffer[from, to)`.
    public int numberOf(char[] buffer, int from, int to) {
        int hash = SeededHash.of(buffer, from, to);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int token = slots[slot] - 1;
            if (hashes[token] == hash && equal(token, buffer, from, to)) {
                return token;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = size + 1;
        return add(hash, buffer, from, to);
    }

    private boolean equal(int token, char[] buffer, int from, int to) {
        int start = token == 0 ? 0 : ends[token - 1];
        return Arrays.equals(text, start, ends[token], buffer, from, to);
    }

    private int add(int hash, char[] buffer, int from, int to) {
        int start = size == 0 ? 0 : ends[size - 1];
        int end = start + to - from;
        if (end > text.length) {
            text = Arrays.copyOf(text, Math.max(end, 2 * text.length));
        }
        System.arraycopy(buffer, from, text, start, to - from);
        hashes[size] = hash;
        ends[size] = end;
        size++;
        if (size == ends.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
        slots = new int[4 * size];
        int mask = slots.length - 1;
        for (int token = 0; token < size; token++) {
            int slot = hashes[token] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = token + 1;
        }
    }
}
