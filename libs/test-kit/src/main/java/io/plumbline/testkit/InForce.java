package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Measures how soon a change takes effect, where a limit is guaranteed. A change that takes longer is made a
/// second time, because the test machine may have been busy for a moment.
public final class InForce {

    private static final Duration NEVER = Duration.ofSeconds(30);

    private InForce() {}

    /// Makes a change.
    @FunctionalInterface
    public interface Change {

        /// @param attempt 0 at first, 1 for the second attempt
        /// @return whether the change has taken effect
        Callable<Boolean> make(int attempt) throws Exception;
    }

    /// Fails unless the change, at the first or second attempt, takes effect within the limit.
    ///
    /// @return the shorter time to take effect
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
