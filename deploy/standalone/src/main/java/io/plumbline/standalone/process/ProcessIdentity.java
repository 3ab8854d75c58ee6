package io.plumbline.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Distinguishes a process from all others that ever had its pid. On Linux the identity is the boot and the tick
/// at which the process began, which do not change with the clock (the start instant of [ProcessHandle.Info]
/// does); elsewhere it is the start instant recorded by the kernel.
final class ProcessIdentity {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /// Of the fields that follow the command's name, the twentieth is the start time (field 22 in
    /// proc_pid_stat(5)).
    private static final int START_TIME = 19;

    private ProcessIdentity() {}

    /// Empty if the process has ended in the meantime.
    static String of(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            if (!Files.exists(BOOT_ID)) {
                return process.info().startInstant().map(Object::toString).orElse("");
            }
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Files.readString(BOOT_ID).strip() + ":" + fields[START_TIME];
        } catch (IOException e) {
            return "";
        }
    }
}
