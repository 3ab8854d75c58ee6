package io.plumbline.gateway.limit;

import io.plumbline.gateway.route.RouteLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The limits of one route or key, and what is left of them. They may change: what is left and who is in flight
/// stay, also while there is no limit. Thread-safe.
final class Limiter {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Meter requests;
    private final Meter tokens;
    private volatile RouteLimits limits;

    Limiter(RouteLimits limits) {
        this.limits = limits;
        this.requests = new Meter(limits.requestsPerMinute());
        this.tokens = new Meter(limits.tokensPerMinute());
    }

    /// Limits by these from now on.
    void follow(RouteLimits newLimits) {
        if (!limits.equals(newLimits)) {
            requests.limit(newLimits.requestsPerMinute());
            tokens.limit(newLimits.tokensPerMinute());
            limits = newLimits;
        }
    }

    @Nullable
    Meter requests() {
        return limits.requestsPerMinute() == null ? null : requests;
    }

    @Nullable
    Meter tokens() {
        return limits.tokensPerMinute() == null ? null : tokens;
    }

    boolean enter() {
        Integer most = limits.concurrency();
        if (inFlight.incrementAndGet() > (most == null ? Integer.MAX_VALUE : most)) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inFlight.decrementAndGet();
    }
}
