package io.plumbline.standalone.process;

import java.time.Duration;

/// The delay before a process that died is restarted: doubled each time, and reset once the process has lived for
/// a while. Not thread-safe.
public final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /// @param lived how long the process lived
    public Duration after(Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
