package io.plumbline.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that [ProcessHandle] does not know.
public enum ProcessSignal {
    INT,
    QUIT;

    /// Sent through the shell, whose built-in `kill` exists even where there is no such program.
    public void sendTo(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name(), process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
