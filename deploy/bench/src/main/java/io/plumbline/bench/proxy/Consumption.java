package io.plumbline.bench.proxy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/// A process's use of the machine.
///
/// @param process the measured process
public record Consumption(ProcessHandle process) {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(3);
    private static final double KILOBYTES_PER_MEGABYTE = 1024;
    private static final double IDLE = 0.15;
    /// Part of the names of HotSpot's compiler threads, which the system truncates.
    private static final String COMPILER = "CompilerThre";

    /// CPU time since its start, to a hundredth of a second on Linux.
    public Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("The system does not report a process's CPU time"));
    }

    /// Waits, for a limited time, until the process has finished its work after a call, such as writing to a
    /// database.
    public void awaitRest() {
        long deadline = System.nanoTime() + LONGEST_REST.toNanos();
        int still = 0;
        Duration before = cpu();
        while (still < 3 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            Duration now = cpu();
            still = now.minus(before).toNanos() < IDLE * LOOK_AGAIN.toNanos() ? still + 1 : 0;
            before = now;
        }
    }

    /// CPU time since its start of the compiler threads of a JVM; empty if `/proc` does not show it.
    public Optional<Duration> compiling() {
        long nanos = 0;
        boolean told = false;
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).contains(COMPILER)) {
                    String spent = Files.readString(thread.resolve("schedstat"));
                    nanos += Long.parseLong(spent.substring(0, spent.indexOf(' ')));
                    told = true;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // also for a thread that has just ended
        }
        return told ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    }

    /// Its resident memory in megabytes; empty if `/proc` does not show it.
    public OptionalDouble residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KILOBYTES_PER_MEGABYTE)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
