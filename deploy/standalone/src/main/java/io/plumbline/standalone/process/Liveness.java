package io.plumbline.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Checks whether a process still runs. In a container whose first process does not reap orphans, a process that
/// has ended keeps its entry, and [ProcessHandle#isAlive()] returns true for it; here such a zombie counts as
/// ended.
public final class Liveness {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private Liveness() {}

    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /// Waits for the end of a process, which need not be a child process.
    ///
    /// @return whether it ended within the limit
    public static boolean endsWithin(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isRunning(process)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            awaitExit(process, Math.min(left, LOOK_AGAIN.toNanos()));
        }
        return true;
    }

    private static void awaitExit(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // Not yet.
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for process " + process.pid(), e);
        }
    }

    private static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(stat)) {
            return false;
        }
        try {
            String line = Files.readString(stat);
            // The command's name comes first, in parentheses, and may hold anything; the state follows it.
            int state = line.lastIndexOf(')') + 2;
            return state < line.length() && line.charAt(state) == 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
