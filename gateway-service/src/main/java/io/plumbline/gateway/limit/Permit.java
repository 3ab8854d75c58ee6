package io.plumbline.gateway.limit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call's leave to go on. Closing it makes room for the next; [#settle] says before what it really used. Not
/// thread-safe.
public final class Permit implements AutoCloseable {

    private final Limiter key;
    private final @Nullable Limiter route;
    private final long estimate;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean settled;

    Permit(Limiter key, @Nullable Limiter route, long estimate) {
        this.key = key;
        this.route = route;
        this.estimate = estimate;
    }

    /// `x-ratelimit-*` in OpenAI's words, for what is limited by the route.
    public Map<String, String> headers() {
        return headers;
    }

    void add(String what, Meter.Reading reading) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(reading.limit()));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(reading.left()));
        headers.put("x-ratelimit-reset-" + what, reading.resetSeconds() + "s");
    }

    /// Corrects the tokens that were estimated by those that were used.
    public void settle(long usedTokens) {
        settled = true;
        if (route != null && route.tokens() != null) {
            route.tokens().settle(estimate, usedTokens);
        }
    }

    /// Without a settlement nothing was used.
    @Override
    public void close() {
        if (!settled) {
            settle(0);
        }
        key.leave();
        if (route != null) {
            route.leave();
        }
    }
}
