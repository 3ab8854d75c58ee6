package io.plumbline.standalone.process;

import java.util.Optional;

/// Remembers a process beyond the life of the one that started it. The pid alone does not identify a process, since
/// pids are used again (after a reboot, the same small ones): it is ours only if it also has the recorded identity.
///
/// @param name        what the process is in the stack
/// @param identity    see [ProcessIdentity]
/// @param fingerprint what it runs; a process with another one is not what we would start now
public record ProcessRecord(String name, long pid, String identity, String fingerprint) {

    static ProcessRecord of(String name, ProcessHandle process, String fingerprint) {
        return new ProcessRecord(name, process.pid(), ProcessIdentity.of(process), fingerprint);
    }

    /// The process, if it still runs and is the one that was recorded.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(Liveness::isRunning).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        return !identity.isEmpty() && ProcessIdentity.of(process).equals(identity);
    }
}
