package io.plumbline.gateway.upstream;

import io.plumbline.gateway.connection.CallWatch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The pause before the same target is called again: as long as the target requests, otherwise growing; never
/// longer than ten seconds.
final class RetryPause {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 4;

    private RetryPause() {}

    /// Waits before the next attempt; returns false if the pause would be too long or the call has ended.
    static boolean await(UpstreamFailure failure, int attempt, CallWatch watch) throws CallEndedException {
        Duration asked = askedPause(failure);
        Duration pause = asked == null ? growingPause(attempt) : asked;
        if (pause.compareTo(LONGEST) > 0) {
            return false;
        }
        CountDownLatch ended = new CountDownLatch(1);
        watch.onEnd(ended::countDown);
        try {
            if (ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                if (watch.end() == CallWatch.End.CLIENT_GONE) {
                    throw new CallEndedException();
                }
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static @Nullable Duration askedPause(UpstreamFailure failure) {
        UpstreamFailure.Refusal refusal = failure.refusal();
        return refusal == null ? null : refusal.retryAfter();
    }

    /// Doubles each time; half of it is random, so that callers do not return all at once.
    private static Duration growingPause(int attempt) {
        long longest = FIRST.toNanos() << Math.min(attempt, MAX_DOUBLINGS);
        return Duration.ofNanos(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2));
    }
}
