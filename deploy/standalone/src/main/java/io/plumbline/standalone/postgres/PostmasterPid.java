package io.plumbline.standalone.postgres;

import io.plumbline.standalone.process.Liveness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A Postgres server's record in its data directory: `postmaster.pid`. After a kill -9 the file remains, and its
/// pid may belong to any other process.
///
/// @param pid  zero in an incomplete file
/// @param port zero in an incomplete file
record PostmasterPid(Path dataDirectory, long pid, int port) {

    private static final Duration WRITING_TAKES_LESS_THAN = Duration.ofSeconds(10);

    static Optional<PostmasterPid> read(Path dataDirectory) {
        if (!Files.exists(fileIn(dataDirectory))) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(fileIn(dataDirectory));
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = Integer.parseInt(lines.get(3).strip());
            return Optional.of(new PostmasterPid(dataDirectory, pid, port));
        } catch (IOException | RuntimeException e) {
            return Optional.of(new PostmasterPid(dataDirectory, 0, 0));
        }
    }

    /// The server, if it still runs: a process that was started on this data directory. (Its backends have other
    /// command lines, and the pid in the file is never one of theirs.)
    Optional<ProcessHandle> find() {
        return pid == 0
                ? Optional.empty()
                : ProcessHandle.of(pid).filter(Liveness::isRunning).filter(this::worksOnOurData);
    }

    /// Removes the file if it belongs to no running server. Postgres itself would refuse to start while any
    /// process has the pid.
    void removeIfStale() {
        Path file = fileIn(dataDirectory);
        try {
            boolean complete = pid != 0;
            if (find().isEmpty() && (complete || isOld(file))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOld(Path file) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Clock.systemUTC().instant().minus(WRITING_TAKES_LESS_THAN));
    }

    private boolean worksOnOurData(ProcessHandle process) {
        String commandLine = process.info().commandLine().orElse("");
        return commandLine.contains("postgres -D " + dataDirectory + " ");
    }

    private static Path fileIn(Path dataDirectory) {
        return dataDirectory.resolve("postmaster.pid");
    }
}
