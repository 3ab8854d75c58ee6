package io.plumbline.gateway.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call's leave to go on, and what was taken for it. Closing it makes room for the next; [#settle] says before
/// what it really used. Only what was taken is ever given back. Not thread-safe.
public final class Permit implements AutoCloseable {

    private final Limiter key;
    private final @Nullable Limiter route;
    private final List<Meter> requests = new ArrayList<>(2);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Meter tokens;
    private long tokensTaken;

    Permit(Limiter key, @Nullable Limiter route) {
        this.key = key;
        this.route = route;
    }

    /// `x-ratelimit-*` in OpenAI's words, for what is limited by the route.
    public Map<String, String> headers() {
        return headers;
    }

    void tookRequest(Meter from) {
        requests.add(from);
    }

    void tookTokens(Meter from, long count) {
        tokens = from;
        tokensTaken = count;
    }

    void add(String what, Meter.Reading reading) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(reading.limit()));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(reading.left()));
        headers.put("x-ratelimit-reset-" + what, reading.resetSeconds() + "s");
    }

    /// Corrects the tokens that were taken by those that were used.
    public void settle(long usedTokens) {
        Meter from = tokens;
        if (from != null) {
            from.settle(tokensTaken, usedTokens);
            tokens = null;
        }
    }

    /// The call is not let in after all: nothing was asked for.
    void refuse() {
        requests.forEach(meter -> meter.settle(1, 0));
        close();
    }

    /// Without a settlement no token was used.
    @Override
    public void close() {
        settle(0);
        key.leave();
        if (route != null) {
            route.leave();
        }
    }
}
