package io.plumbline.personaldata.surrogate;

import java.nio.ByteBuffer;

/// Deterministic numbers from a seed that look random (SplitMix64). Not thread-safe.
final class Dice {

    private long state;

    /// @param seed at least 8 bytes that nobody else can predict
    Dice(byte[] seed) {
        this.state = ByteBuffer.wrap(seed).getLong();
    }

    /// 0 to below the bound.
    int below(int bound) {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), bound);
    }

    char digit() {
        return (char) ('0' + below(10));
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(digit());
        }
        return digits.toString();
    }

    String of(String[] choices) {
        return choices[below(choices.length)];
    }
}
