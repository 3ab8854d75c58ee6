package io.plumbline.gateway.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// So many a minute: a bucket that refills evenly. What turns out to have been more than was taken is owed and
/// makes the next ones wait, for one call an hour at most: a provider that counts nonsense closes no route for
/// good. Thread-safe.
final class Meter {

    private static final long MOST = 1_000_000_000;
    private static final long LONGEST_DEBT_MINUTES = 60;

    private final Bucket bucket;
    private volatile long perMinute;

    /// @param perMinute null as long as there is no limit: nothing is taken then
    Meter(@Nullable Integer perMinute) {
        this.perMinute = perMinute == null ? MOST : perMinute;
        this.bucket = Bucket.builder().addLimit(bandwidth(this.perMinute)).build();
    }

    private static Bandwidth bandwidth(long perMinute) {
        return Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, Duration.ofMinutes(1))
                .build();
    }

    /// Lets so many through from now on. What is left or owed stays; null changes nothing.
    void limit(@Nullable Integer newPerMinute) {
        if (newPerMinute != null && newPerMinute != perMinute) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(bandwidth(newPerMinute))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
            perMinute = newPerMinute;
        }
    }

    /// What came of an attempt to take some.
    ///
    /// @param taken how many were taken; 0 when they were not there
    /// @param left how many are left, 0 and more
    /// @param resetSeconds until the bucket is full again
    /// @param waitSeconds until the attempt would succeed; 0 when it did
    record Reading(long taken, long limit, long left, long resetSeconds, long waitSeconds) {}

    /// Takes that many if they are there. More than there ever are count as all of them.
    Reading take(long wanted) {
        long limit = perMinute;
        long count = Math.clamp(wanted, 1, limit);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(count);
        return new Reading(
                probe.isConsumed() ? count : 0,
                limit,
                Math.max(0, probe.getRemainingTokens()),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    /// Corrects what was taken by what was used.
    void settle(long taken, long used) {
        if (used > taken) {
            bucket.consumeIgnoringRateLimits(Math.min(used - taken, LONGEST_DEBT_MINUTES * perMinute));
        } else if (used < taken) {
            bucket.addTokens(taken - used);
        }
    }

    private static long seconds(long nanos) {
        return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(nanos - 1) + 1;
    }
}
