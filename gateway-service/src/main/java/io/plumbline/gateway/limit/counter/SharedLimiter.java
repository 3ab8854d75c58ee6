package io.plumbline.gateway.limit.counter;

import io.plumbline.gateway.route.definition.RouteLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The limits that all replicas apply together to a route or to the calls of a scope. Limits may change: counts
/// and current calls are kept, also while there is no limit. Thread-safe.
final class SharedLimiter {

    private final LimitName name;
    private final LimitLedger ledger;
    private final SharedPermits permits;
    private final Map<Dimension, SharedMeter> meters = new ConcurrentHashMap<>();

    SharedLimiter(LimitName name, LimitLedger ledger) {
        this.name = name;
        this.ledger = ledger;
        this.permits = new SharedPermits(name.of("concurrency"), ledger);
    }

    boolean enter(RouteLimits limits) {
        Integer most = limits.concurrency();
        if (most != null) {
            return permits.enter(most);
        }
        permits.enter();
        return true;
    }

    void leave() {
        permits.leave();
    }

    SharedMeter meter(Dimension dimension, int limit) {
        SharedMeter meter = meters.get(dimension);
        return meter == null
                ? meters.computeIfAbsent(dimension, _ -> new SharedMeter(name.of(dimension.wireName()), ledger, limit))
                : meter;
    }

    /// Maintains this replica's shares of the limits.
    void tidy() {
        permits.tidy();
        meters.values().forEach(SharedMeter::tidy);
    }
}
