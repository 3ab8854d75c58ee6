package io.plumbline.simulator.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Releases tokens at a steady rate, the first at once. Counts from the first token and does not drift: after a
/// late token the next wait is shorter.
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
