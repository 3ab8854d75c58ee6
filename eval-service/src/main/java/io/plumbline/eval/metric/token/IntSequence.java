package io.plumbline.eval.metric.token;

import java.util.Arrays;

/// A growing sequence of integers: numbers of [TokenNumbers], or code points. Not thread-safe.
public final class IntSequence {

    private int[] values;
    private int size;

    public IntSequence(int expected) {
        values = new int[Math.max(expected, 8)];
    }

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
