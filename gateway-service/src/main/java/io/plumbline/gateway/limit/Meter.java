package io.plumbline.gateway.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// So many a minute: a bucket that refills evenly. What turns out to have been more than was taken is owed and
/// makes the next ones wait. Thread-safe.
final class Meter {

    private final Bucket bucket;
    private final long perMinute;

    Meter(long perMinute) {
        this.perMinute = perMinute;
        this.bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perMinute)
                        .refillGreedy(perMinute, Duration.ofMinutes(1))
                        .build())
                .build();
    }

    /// What came of an attempt to take some.
    ///
    /// @param left how many are left, 0 and more
    /// @param resetSeconds until the bucket is full again
    /// @param waitSeconds until the attempt would succeed; 0 when it did
    record Reading(boolean granted, long limit, long left, long resetSeconds, long waitSeconds) {}

    /// Takes that many if they are there. More than there ever are count as all of them.
    Reading take(long wanted) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(Math.clamp(wanted, 1, perMinute));
        return new Reading(
                probe.isConsumed(),
                perMinute,
                Math.max(0, probe.getRemainingTokens()),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    /// Corrects what was taken by what was used.
    void settle(long taken, long used) {
        long difference = used - Math.clamp(taken, 1, perMinute);
        if (difference > 0) {
            bucket.consumeIgnoringRateLimits(difference);
        } else if (difference < 0) {
            bucket.addTokens(-difference);
        }
    }

    private static long seconds(long nanos) {
        return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(nanos - 1) + 1;
    }
}
