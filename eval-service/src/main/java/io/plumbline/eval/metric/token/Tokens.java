package io.plumbline.eval.metric;

import java.util.Arrays;

/// A growing sequence of integers: token numbers of a [Vocabulary], or code points. Not thread-safe.
final class Tokens {

    private int[] values;
    private int size;

    Tokens(int expected) {
        values = new int[Math.max(expected, 8)];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
