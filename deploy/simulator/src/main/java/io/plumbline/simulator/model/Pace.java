package io.plumbline.simulator.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets tokens out at a steady rate, the first at once. It counts from the first token and so does not drift: a
/// token that was late makes the next wait shorter.
final class Pace {
    private final @Nullable Double tokensPerSecond;
    private long start;
    private long sent;

    Pace(@Nullable Double tokensPerSecond) {
        this.tokensPerSecond = tokensPerSecond;
    }

    void awaitNext() throws InterruptedException {
        if (tokensPerSecond == null) {
            return;
        }
        if (sent == 0) {
            start = System.nanoTime();
        }
        long due = start + (long) (sent * 1e9 / tokensPerSecond);
        sent++;
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    }
}
