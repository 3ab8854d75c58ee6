package io.plumbline.standalone.process;

import java.time.Duration;

/// Ends a process: first with SIGTERM, then by force.
public final class Stopping {

    private static final Duration LAST_RESORT = Duration.ofSeconds(5);

    private Stopping() {}

    /// @param grace how long the process may take to end after a SIGTERM
    public static void stop(ProcessHandle process, Duration grace) {
        process.destroy();
        if (!Liveness.endsWithin(process, grace)) {
            process.destroyForcibly();
            Liveness.endsWithin(process, LAST_RESORT);
        }
    }
}
