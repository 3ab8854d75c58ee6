package io.plumbline.gateway.limit;

import io.plumbline.gateway.price.TokenUsage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A call's leave to go on, and what was taken for it. Closing it makes room for the next; [#settle] says
/// before what it really used. Only what was taken is ever given back. Not thread-safe.
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

    /// What was taken of a meter.
    private record Take(SharedMeter meter, Dimension dimension, long count, boolean shared) {}

    /// `x-ratelimit-*` in OpenAI's words, for what has the least left of what limits the call.
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

    /// The same in Anthropic's words: `anthropic-ratelimit-*`, with times as of RFC 3339.
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

    /// What there is not enough of.
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

    /// Corrects the tokens that were taken by those that were used.
    public void settle(TokenUsage usage) {
        if (!settled) {
            settled = true;
            for (Take take : takes) {
                take.meter().settle(take.count(), take.dimension().used(usage), take.shared());
            }
        }
    }

    /// The call is not let in after all: nothing was asked for.
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

    /// Without a settlement no token was used.
    @Override
    public void close() {
        settle(TokenUsage.NONE);
        key.leave();
        entered.forEach(SharedLimiter::leave);
    }
}
