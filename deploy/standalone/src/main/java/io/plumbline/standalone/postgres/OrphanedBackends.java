package io.plumbline.standalone.postgres;

import io.plumbline.standalone.process.Liveness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The processes of a server whose postmaster was killed. Each ends as soon as it notices. One that cannot (it is
/// stopped, or waits for a disk) holds the shared memory, and Postgres refuses to start beside it. Ending it
/// loses no committed data: the next start recovers from the write-ahead log.
///
/// They are found in `/proc`. Without `/proc`, the supervisor retries the start of Postgres until they have
/// ended.
final class OrphanedBackends {

    private static final Duration BY_THEMSELVES = Duration.ofSeconds(2);
    private static final Duration LAST_RESORT = Duration.ofSeconds(5);
    /// The title of a backend process. One that was forked a moment ago still has the postmaster's command line.
    private static final String TITLE = "postgres: ";

    private static final String PROGRAM = "postgres";

    private OrphanedBackends() {}

    /// Ends those that work on the data. Called only when no postmaster does.
    static void end(Path dataDirectory) {
        List<ProcessHandle> left = find(dataDirectory);
        long deadline = System.nanoTime() + BY_THEMSELVES.toNanos();
        for (ProcessHandle backend : left) {
            Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!Liveness.endsWithin(backend, rest)) {
                backend.destroyForcibly();
            }
        }
        left.forEach(backend -> Liveness.endsWithin(backend, LAST_RESORT));
    }

    static List<ProcessHandle> find(Path dataDirectory) {
        return ProcessHandle.allProcesses()
                .filter(process -> isBackendOn(dataDirectory, Path.of("/proc", Long.toString(process.pid()))))
                .toList();
    }

    private static boolean isBackendOn(Path dataDirectory, Path process) {
        try {
            return Files.isSameFile(process.resolve("cwd"), dataDirectory)
                    && (Files.readString(process.resolve("cmdline")).startsWith(TITLE)
                            || Files.readSymbolicLink(process.resolve("exe")).endsWith(PROGRAM));
        } catch (IOException e) {
            // It ended meanwhile, or is somebody else's.
            return false;
        }
    }
}
