package io.plumbline.eval.sandbox;

import io.plumbline.eval.sandbox.SandboxRun.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Runs one program to its end on the current thread, and ends it when it exceeds a limit. The kernel enforces the
/// limits of each process. Those of all processes together are checked every few milliseconds.
final class ContainedProcess {

    private static final long LOOK_MILLIS = 20;
    private static final Duration END_WITHIN = Duration.ofSeconds(10);
    /// SIGXCPU
    private static final int CPU_SIGNAL = 128 + 24;

    /// The shell or setpriv, and the two processes of bubblewrap.
    private static final int OWN_PROCESSES = 3;

    private final Bubblewrap bubblewrap;
    private final byte[] filter;

    ContainedProcess(Bubblewrap bubblewrap, byte[] filter) {
        this.bubblewrap = bubblewrap;
        this.filter = filter.clone();
    }

    SandboxRun run(SandboxProgram program) throws IOException, InterruptedException {
        Path source = Files.createTempFile("plumbline-sandbox", ".py");
        Path calls = Files.createTempFile("plumbline-sandbox", ".bpf");
        try {
            Files.writeString(source, program.source());
            Files.write(calls, filter);
            return run(program, bubblewrap.process(source, calls, program.limits()));
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(calls);
        }
    }

    private static SandboxRun run(SandboxProgram program, ProcessBuilder builder)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = builder.start();
        Captured output =
                new Captured(process.getInputStream(), program.limits().outputBytes());
        Captured errors =
                new Captured(process.getErrorStream(), program.limits().outputBytes());
        try {
            Thread _ = Thread.ofVirtual().name("sandbox-input").start(() -> write(process, program.input()));
            Ending ending = await(process, program.limits(), start, output, errors);
            int exitCode = process.waitFor();
            output.awaitEnd();
            errors.awaitEnd();
            boolean cpu = ending == Ending.EXITED && exitCode == CPU_SIGNAL;
            return new SandboxRun(
                    cpu ? Ending.CPU_TIME : output.overflows || errors.overflows ? Ending.OUTPUT : ending,
                    exitCode,
                    output.text(),
                    errors.text(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program need not read its input.
        }
    }

    private static Ending await(Process process, SandboxLimits limits, long start, Captured output, Captured errors)
            throws InterruptedException {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Ending exceeded = exceeded(process, limits, System.nanoTime() - start);
            if (exceeded == Ending.EXITED && (output.overflows || errors.overflows)) {
                exceeded = Ending.OUTPUT;
            }
            if (exceeded != Ending.EXITED) {
                process.destroyForcibly();
                return exceeded;
            }
        }
        return Ending.EXITED;
    }

    private static Ending exceeded(Process process, SandboxLimits limits, long nanos) {
        if (nanos > limits.wall().toNanos()) {
            return Ending.WALL_TIME;
        }
        int most = limits.processes() + OWN_PROCESSES;
        ProcessTree tree = ProcessTree.of(process.pid(), most);
        if (tree.processes() > most) {
            return Ending.PROCESSES;
        }
        if (tree.memoryBytes() > limits.memoryBytes()) {
            return Ending.MEMORY;
        }
        return tree.cpu().compareTo(limits.cpu()) > 0 ? Ending.CPU_TIME : Ending.EXITED;
    }

    /// An output stream, read to its end, of which the first bytes are kept. Its end is that of every process that
    /// could write to it.
    private static final class Captured {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int most;
        private final Thread reader;
        private volatile boolean overflows;

        private Captured(InputStream from, int most) {
            this.most = most;
            this.reader = Thread.ofVirtual().name("sandbox-output").start(() -> read(from));
        }

        private void read(InputStream from) {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    int room = Math.min(count, most - kept.size());
                    kept.write(buffer, 0, room);
                    overflows |= room < count;
                }
            } catch (IOException e) {
                // The process was killed.
            }
        }

        private void awaitEnd() throws InterruptedException {
            if (!reader.join(END_WITHIN)) {
                throw new IllegalStateException("a process of the sandbox outlived it");
            }
        }

        private String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
