package io.plumbline.standalone.process;

import java.util.Optional;

/// Remembers a process beyond the life of the one that started it. The pid alone does not identify a process,
/// because pids are reused (after a reboot, the same small ones): it is ours only if it also has the recorded
/// identity.
///
/// @param name        the role of the process in the stack
/// @param identity    see [ProcessIdentity]
/// @param fingerprint what it runs; a process with another one differs from what we would start now
public record ProcessRecord(String name, long pid, String identity, String fingerprint) {

    static ProcessRecord of(String name, ProcessHandle process, String fingerprint) {
        return new ProcessRecord(name, process.pid(), ProcessIdentity.of(process), fingerprint);
    }

    /// The process, if it still runs and is the recorded one.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(Liveness::isRunning).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        return !identity.isEmpty() && ProcessIdentity.of(process).equals(identity);
    }
}
