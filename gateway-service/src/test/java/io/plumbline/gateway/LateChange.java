package io.plumbline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.awaitility.Awaitility;

/// A change of the registry that a request waits for, because it comes a moment after the request.
final class LateChange {

    /// For how long a request waits at least.
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Executor A_MOMENT_LATER = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    private static final int TRIES = 10;

    private LateChange() {}

    /// Fails unless a request succeeds whose change reached the gateway within the time that a request waits. A
    /// busy machine may deliver a change later than that, which says nothing about the request: then it tries
    /// again, with another name.
    ///
    /// @param change makes the change for a name
    /// @param known whether the change for the name has reached the gateway
    /// @param request sends the request for a name, and returns its status
    static void isAwaited(
            String prefix,
            Consumer<String> change,
            Predicate<String> known,
            ToIntFunction<String> request,
            int status) {
        for (int i = 0; i < TRIES; i++) {
            String name = prefix + i;
            long sent = System.nanoTime();
            CompletableFuture<Duration> arrival = CompletableFuture.supplyAsync(
                    () -> {
                        change.accept(name);
                        Awaitility.await("the change reaches the gateway")
                                .pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofMillis(5))
                                .until(() -> known.test(name));
                        return Duration.ofNanos(System.nanoTime() - sent);
                    },
                    A_MOMENT_LATER);
            int answered = request.applyAsInt(name);
            Duration arrived = arrival.join();
            if (arrived.compareTo(WAIT) < 0) {
                assertThat(answered)
                        .as("status, with the change after %s", arrived)
                        .isEqualTo(status);
                return;
            }
        }
        throw new AssertionError("No change reached the gateway within " + WAIT + " of its request");
    }
}
