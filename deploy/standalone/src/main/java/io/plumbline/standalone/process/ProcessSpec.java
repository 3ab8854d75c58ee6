package io.plumbline.standalone.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a process is started.
///
/// @param environment added to our own
/// @param log         where both of its outputs are appended
/// @param fingerprint what it runs, see [ProcessRecord]
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workingDirectory,
        Path log,
        String fingerprint) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// Starts the process in a session of its own; it outlives us.
    public ProcessHandle start() {
        ProcessBuilder builder = new ProcessBuilder(Session.inOwnSession(command))
                .directory(workingDirectory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }
}
