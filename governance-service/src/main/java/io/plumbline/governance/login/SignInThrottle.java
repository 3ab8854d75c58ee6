package io.plumbline.governance.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts failed sign-ins and limits attempts. Within a quarter of an hour, a name may fail five times from one
/// address, and a hundred times in total. So guessing is slow, and a few attempts from elsewhere cannot lock out
/// a user. An address is stopped only at a thousand, to limit floods, because many people may share it. An
/// attempt counts from its start, so concurrent attempts gain nothing. Bounded: beyond the maximum number of
/// counters, those with the oldest failures are dropped. Each replica counts separately. Thread-safe.
@Component
class SignInThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MAX_COUNTERS = 10_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Counted, Failures> failures = new LinkedHashMap<>();

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /// The limits on attempts.
    enum Limit {
        NAME_AND_ADDRESS(5),
        NAME(100),
        ADDRESS(1_000);

        private final int tries;

        Limit(int tries) {
            this.tries = tries;
        }

        private Counted of(String name, String address) {
            return new Counted(this, this == ADDRESS ? "" : name, this == NAME ? "" : address);
        }
    }

    /// Whether an attempt may proceed.
    ///
    /// @param stopped the limit that stops it; null if none does
    /// @param first whether this limit stopped nothing before within the window
    record Ruling(@Nullable Limit stopped, boolean first) {

        private static final Ruling GO = new Ruling(null, false);
    }

    private record Counted(Limit limit, String name, String address) {}

    private record Failures(int count, Instant since, boolean told) {}

    /// Counts an attempt of this name from this address unless it is stopped. The password is checked afterwards.
    Ruling begin(String name, String address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            for (Limit limit : Limit.values()) {
                Failures found = recent(limit.of(name, address), now);
                if (found.count() >= limit.tries) {
                    failures.replace(limit.of(name, address), new Failures(found.count(), found.since(), true));
                    return new Ruling(limit, !found.told());
                }
            }
            for (Limit limit : Limit.values()) {
                Counted counted = limit.of(name, address);
                Failures before = recent(counted, now);
                failures.remove(counted);
                failures.put(counted, new Failures(before.count() + 1, before.since(), false));
            }
            while (failures.size() > MAX_COUNTERS) {
                failures.remove(failures.keySet().iterator().next());
            }
            return Ruling.GO;
        } finally {
            lock.unlock();
        }
    }

    /// Removes a successful attempt, and forgets the failures of this name from this address. Other counters
    /// continue because an attacker may know one password.
    void succeeded(String name, String address) {
        lock.lock();
        try {
            failures.remove(Limit.NAME_AND_ADDRESS.of(name, address));
            failures.computeIfPresent(Limit.NAME.of(name, address), (_, found) -> less(found));
            failures.computeIfPresent(Limit.ADDRESS.of(name, address), (_, found) -> less(found));
        } finally {
            lock.unlock();
        }
    }

    private Failures recent(Counted counted, Instant now) {
        Failures found = failures.get(counted);
        return found != null && now.isBefore(found.since().plus(WINDOW)) ? found : new Failures(0, now, false);
    }

    private static @Nullable Failures less(Failures found) {
        return found.count() <= 1 ? null : new Failures(found.count() - 1, found.since(), found.told());
    }
}
