package io.plumbline.gateway.limit.counter;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A limit per minute: a token bucket that refills evenly. Usage beyond the amount taken becomes a debt, which
/// delays the next calls. The debt of one call is limited to an hour's worth, so that wrong counts of a provider
/// cannot close a route for good. Thread-safe.
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

    /// Changes the limit. The remaining amount or debt stays; null changes nothing.
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

    /// The result of an attempt to take an amount.
    ///
    /// @param taken amount taken; 0 if it was not available
    /// @param left amount left, at least 0
    /// @param resetSeconds until the bucket is full again
    /// @param waitSeconds until the attempt would succeed; 0 if it did
    record Reading(long taken, long limit, long left, long resetSeconds, long waitSeconds) {}

    /// Takes the amount if it is available. An amount above the limit counts as the limit.
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

    /// Corrects the amount taken by the amount used.
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
