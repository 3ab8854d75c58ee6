package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/// How soon a change is in force, where a limit is promised: a change that took longer is made once more, since the
/// machine of a test may have had something else to do for a moment.
public final class InForce {

    private static final Duration NEVER = Duration.ofSeconds(30);

    private InForce() {}

    /// Makes a change.
    @FunctionalInterface
    public interface Change {

        /// @param attempt 0, and 1 when it is made once more
        /// @return whether it is in force
        Callable<Boolean> make(int attempt) throws Exception;
    }

    /// Fails unless the change, or the one that was made once more, was in force in less than the limit.
    ///
    /// @return how long it took from when it was made, in the better case
    public static Duration within(Duration limit, Change change) {
        Duration taken = time(change, 0);
        if (taken.compareTo(limit) >= 0) {
            taken = time(change, 1);
        }
        assertThat(taken).as("until the change was in force").isLessThan(limit);
        return taken;
    }

    private static Duration time(Change change, int attempt) {
        Callable<Boolean> inForce = make(change, attempt);
        long made = System.nanoTime();
        await("the change is in force")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(NEVER)
                .until(inForce);
        return Duration.ofNanos(System.nanoTime() - made);
    }

    private static Callable<Boolean> make(Change change, int attempt) {
        try {
            return change.make(attempt);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
