package io.plumbline.gateway.limit.counter;

import java.util.concurrent.atomic.AtomicInteger;

/// The limits of one key in this replica and their remaining amounts. Thread-safe.
final class Limiter {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Meter requests;
    private final int concurrency;

    Limiter(LimitProperties properties) {
        this.requests = new Meter(properties.requestsPerMinute());
        this.concurrency = properties.concurrency();
    }

    Meter requests() {
        return requests;
    }

    boolean enter() {
        if (inFlight.incrementAndGet() > concurrency) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inFlight.decrementAndGet();
    }
}
