package io.plumbline.standalone.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// How a process is started.
///
/// @param withheld    names of variables of our environment that the process does not get
/// @param log         where both of its outputs are appended
/// @param fingerprint what it runs, see [ProcessRecord]
public record ProcessSpec(
        String name, List<String> command, Set<String> withheld, Path workingDirectory, Path log, String fingerprint) {

    public ProcessSpec {
        command = List.copyOf(command);
        withheld = Set.copyOf(withheld);
    }

    /// Starts the process in a session of its own; it outlives us.
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
