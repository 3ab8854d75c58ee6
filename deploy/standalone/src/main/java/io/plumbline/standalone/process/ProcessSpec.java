package io.plumbline.standalone.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// How to start a process.
///
/// @param withheld    names of environment variables that the process does not inherit
/// @param log         receives both of its outputs
/// @param fingerprint what it runs, see [ProcessRecord]
public record ProcessSpec(
        String name, List<String> command, Set<String> withheld, Path workingDirectory, Path log, String fingerprint) {

    public ProcessSpec {
        command = List.copyOf(command);
        withheld = Set.copyOf(withheld);
    }

    /// Starts the process in its own session; it outlives this process.
    public ProcessHandle start() {
        ProcessBuilder builder = new ProcessBuilder(Session.inOwnSession(command))
                .directory(workingDirectory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(withheld);
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }
}
