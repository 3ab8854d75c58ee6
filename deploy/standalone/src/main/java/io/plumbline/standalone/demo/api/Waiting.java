package io.plumbline.standalone.demo.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for conditions.
public final class Waiting {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private Waiting() {}

    /// Polls until the predicate accepts the value, or the limit is reached.
    ///
    /// @return the last value
    public static <T> T settled(Duration limit, Supplier<T> look, Predicate<T> done) {
        long deadline = System.nanoTime() + limit.toNanos();
        T seen = look.get();
        while (!done.test(seen) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            seen = look.get();
        }
        return seen;
    }

    /// @param what the condition, as the end of "It was not so that …"
    /// @throws StoryBroke if it does not hold within the limit
    public static <T> T until(String what, Duration limit, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new StoryBroke("Timed out after %d s, waiting until %s.".formatted(limit.toSeconds(), what));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
