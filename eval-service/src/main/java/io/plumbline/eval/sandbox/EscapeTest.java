package io.plumbline.eval.sandbox;

import java.time.Duration;
import java.util.Optional;

/// The test that the sandbox passes before it runs any program: a program that tries to reach what it must not.
final class EscapeTest {

    private static final String CONTAINED = "contained";
    private static final int SHOWN = 300;
    private static final SandboxLimits LIMITS =
            new SandboxLimits(Duration.ofSeconds(20), Duration.ofSeconds(10), 256L << 20, 8, 4096);

    private static final String PROGRAM = """
            import os, socket, time

            def refused(name, attempt):
                try:
                    attempt()
                except (OSError, MemoryError):
                    return
                print(name)
                raise SystemExit(3)

            def fork_many():
                for _ in range(64):
                    if os.fork() == 0:
                        time.sleep(5)
                        os._exit(0)

            def write(path):
                open(path, "w").close()

            refused("a socket can be opened", socket.socket)
            refused("files of the machine can be read", lambda: os.listdir("/etc"))
            refused("processes of the machine can be read", lambda: os.listdir("/proc"))
            for path in ("/plumbline", "/usr/lib/plumbline", "/dev/shm/plumbline", "/program/plumbline"):
                refused("files can be written outside /tmp", lambda: write(path))
            if set(os.environ) - {"PATH", "HOME", "LANG", "LC_CTYPE", "PWD"}:
                print("the environment can be read")
            elif os.getuid() == 0:
                print("the program is root")
            else:
                refused("the memory of a process is not limited", lambda: bytearray(1 << 30))
                refused("the number of processes is not limited", fork_many)
                print("contained")
            """;

    private EscapeTest() {}

    static SandboxProgram program() {
        return new SandboxProgram(PROGRAM, "", LIMITS);
    }

    /// Returns why the sandbox cannot be used; empty if it passes.
    static Optional<String> failure(SandboxRun run) {
        if (run.isSuccess() && run.output().strip().equals(CONTAINED)) {
            return Optional.empty();
        }
        String text =
                run.output().isBlank() ? run.errors().strip() : run.output().strip();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
        if (shown.startsWith("bwrap:")) {
            return Optional.of("bubblewrap cannot make namespaces (" + shown
                    + "). It needs version 0.8 or later, and a kernel that allows user namespaces.");
        }
        return Optional.of("its test failed (" + run.ending() + (shown.isEmpty() ? "" : ": " + shown) + ").");
    }
}
