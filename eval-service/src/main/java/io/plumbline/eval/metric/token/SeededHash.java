package io.plumbline.eval.metric.token;

import java.security.SecureRandom;

/// Unpredictable hashes: with a fixed function, a text of colliding tokens would turn linear time into quadratic.
/// The seed differs per process, and no result depends on it.
final class SeededHash {

    private static final long SEED = new SecureRandom().nextLong();
    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private SeededHash() {}

    static int of(char[] buffer, int from, int to) {
        long hash = SEED;
        for (int i = from; i < to; i++) {
            hash = (Long.rotateLeft(hash, 23) ^ buffer[i]) * MULTIPLIER;
        }
        return (int) (finish(hash) >>> 32);
    }

    static int of(long key) {
        return (int) (finish((key ^ SEED) * MULTIPLIER) >>> 32);
    }

    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
