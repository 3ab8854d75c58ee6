package io.plumbline.gateway.limit.counter;

import io.plumbline.gateway.price.TokenUsage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The admission of a call and the amounts taken for it. Closing it admits the next call; call [#settle] with the
/// actual usage before. It never returns more than was taken. Not thread-safe.
public final class Permit implements AutoCloseable {

    private final Limiter key;
    private final Clock clock;
    private final List<SharedLimiter> entered = new ArrayList<>(2);
    private final List<Take> takes = new ArrayList<>(4);
    private final Map<Dimension, Meter.Reading> readings = new LinkedHashMap<>();
    private boolean keyRequestTaken;
    private boolean settled;

    Permit(Limiter key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /// An amount taken from a meter.
    private record Take(SharedMeter meter, Dimension dimension, long count, boolean shared) {}

    /// Returns OpenAI's `x-ratelimit-*` headers for the limit with the least left.
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        readings.forEach((dimension, reading) -> {
            String what = dimension.wireName();
            headers.put("x-ratelimit-limit-" + what, Long.toString(reading.limit()));
            headers.put("x-ratelimit-remaining-" + what, Long.toString(reading.left()));
            headers.put("x-ratelimit-reset-" + what, reading.resetSeconds() + "s");
        });
        return headers;
    }

    /// Returns Anthropic's headers: `anthropic-ratelimit-*`, with RFC 3339 times.
    public Map<String, String> anthropicHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        readings.forEach((dimension, reading) -> {
            String what = "anthropic-ratelimit-" + dimension.wireName();
            headers.put(what + "-limit", Long.toString(reading.limit()));
            headers.put(what + "-remaining", Long.toString(reading.left()));
            headers.put(what + "-reset", now.plusSeconds(reading.resetSeconds()).toString());
        });
        return headers;
    }

    /// Records the exhausted dimension.
    void lacks(Dimension dimension, Meter.Reading reading) {
        readings.put(dimension, reading);
    }

    void entered(SharedLimiter limiter) {
        entered.add(limiter);
    }

    void tookRequestOfKey() {
        keyRequestTaken = true;
    }

    void took(SharedMeter meter, Dimension dimension, SharedMeter.Taken taken) {
        Meter.Reading reading = taken.reading();
        takes.add(new Take(meter, dimension, reading.taken(), taken.shared()));
        readings.merge(dimension, reading, (one, other) -> one.left() <= other.left() ? one : other);
    }

    /// Corrects the tokens taken by the tokens used.
    public void settle(TokenUsage usage) {
        if (!settled) {
            settled = true;
            for (Take take : takes) {
                take.meter().settle(take.count(), take.dimension().used(usage), take.shared());
            }
        }
    }

    /// Returns everything, since the call is not admitted after all.
    void refuse() {
        settled = true;
        for (Take take : takes) {
            take.meter().settle(take.count(), 0, take.shared());
        }
        if (keyRequestTaken) {
            key.requests().settle(1, 0);
        }
        close();
    }

    /// Closes the permit. Without a settlement, no tokens were used.
    @Override
    public void close() {
        settle(TokenUsage.NONE);
        key.leave();
        entered.forEach(SharedLimiter::leave);
    }
}
