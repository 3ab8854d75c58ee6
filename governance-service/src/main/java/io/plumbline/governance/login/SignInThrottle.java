package io.plumbline.governance.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Counts failed sign-ins and says when it is enough. Within a quarter of an hour a name may fail five times from
/// one address, an address twenty times whatever the names, and a name a hundred times whatever the addresses: so
/// guessing is slow, and nobody locks somebody else out from afar with a few tries. Bounded: of more than so many
/// counters those that failed longest ago are forgotten. Each replica counts for itself. Thread-safe.
@Component
class SignInThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PER_NAME_AND_ADDRESS = 5;
    private static final int PER_ADDRESS = 20;
    private static final int PER_NAME = 100;
    private static final int MAX_COUNTERS = 10_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Counted, Failures> failures = new LinkedHashMap<>();

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /// What is counted; an empty part stands for all.
    private record Counted(String name, String address, int limit) {}

    private record Failures(int count, Instant since) {}

    /// Whether this name may try from this address now.
    boolean mayTry(String name, String address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            for (Counted counted : countersOf(name, address)) {
                Failures found = failures.get(counted);
                if (found != null && isRecent(found, now) && found.count() >= counted.limit()) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void failed(String name, String address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            for (Counted counted : countersOf(name, address)) {
                Failures before = failures.remove(counted);
                failures.put(
                        counted,
                        before != null && isRecent(before, now)
                                ? new Failures(before.count() + 1, before.since())
                                : new Failures(1, now));
            }
            while (failures.size() > MAX_COUNTERS) {
                failures.remove(failures.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the failures of this name from this address; others go on counting, since an attacker may know one
    /// password.
    void succeeded(String name, String address) {
        lock.lock();
        try {
            failures.remove(new Counted(name, address, PER_NAME_AND_ADDRESS));
        } finally {
            lock.unlock();
        }
    }

    private static Counted[] countersOf(String name, String address) {
        return new Counted[] {
            new Counted(name, address, PER_NAME_AND_ADDRESS),
            new Counted("", address, PER_ADDRESS),
            new Counted(name, "", PER_NAME)
        };
    }

    private static boolean isRecent(Failures failures, Instant now) {
        return now.isBefore(failures.since().plus(WINDOW));
    }
}
