package io.plumbline.standalone.process;

import java.util.Optional;

/// A process that is kept running.
public interface Supervised {

    String name();

    /// The running process of an earlier supervisor, if it matches what we would start now.
    Optional<ProcessHandle> adopt();

    /// Starts a new process.
    ProcessHandle start();

    /// Stops the process and returns after it has ended.
    void stop(ProcessHandle process);
}
