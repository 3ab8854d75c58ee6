package io.plumbline.eval.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.sandbox.SandboxRun.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Programs that try to escape, or to exhaust the machine.
@EnabledIf("io.plumbline.eval.sandbox.SandboxIT#isAvailable")
class SandboxEscapeIT {

    private static final Sandbox SANDBOX = new Sandbox(new SandboxProperties(true, "bwrap", SandboxIT.PYTHON, 2));
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final long MEMORY = 256L << 20;

    /// Tries each line, and prints those that succeed.
    private static final String TRY_EACH = """
            import ctypes, os, signal, socket, subprocess, sys
            libc = ctypes.CDLL(None, use_errno=True)

            def check(result):
                if result < 0:
                    raise OSError(ctypes.get_errno(), "refused")

            for line in sys.stdin.read().splitlines():
                try:
                    exec(line)
                except (OSError, subprocess.SubprocessError):
                    continue
                print(line)
            """;

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static SandboxRun run(String source) {
        return SANDBOX.run(SandboxProgram.python(source));
    }

    private static SandboxRun run(String source, Duration wall, int processes, int output) {
        SandboxLimits limits = new SandboxLimits(wall, ENOUGH, MEMORY, processes, output);
        return SANDBOX.run(new SandboxProgram(source, "", limits));
    }

    private static void assertRefusesAll(List<String> attempts) {
        SandboxRun run = SANDBOX.run(new SandboxProgram(TRY_EACH, String.join("\n", attempts), SandboxLimits.SMALL));
        assertThat(run.output()).as(run.errors()).isEmpty();
        assertThat(run.isSuccess()).as(run.errors()).isTrue();
    }

    @Test
    void passesInputAndReturnsOutputErrorsAndExitCode() {
        SandboxRun run = SANDBOX.run(new SandboxProgram(
                "import sys; print(sys.stdin.read().upper()); print('why', file=sys.stderr); sys.exit(7)",
                "äöü",
                SandboxLimits.SMALL));

        assertThat(run)
                .extracting(SandboxRun::ending, SandboxRun::exitCode, SandboxRun::output, SandboxRun::errors)
                .containsExactly(Ending.EXITED, 7, "ÄÖÜ\n", "why\n");
        assertThat(run.isSuccess()).isFalse();
    }

    @Test
    void reachesNoNetwork() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            assertRefusesAll(List.of(
                    "socket.create_connection(('127.0.0.1', " + port + "), 1)",
                    "socket.socket(socket.AF_UNIX)",
                    "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
                    "socket.socket(40, socket.SOCK_STREAM)",
                    "socket.getaddrinfo('localhost', 80) and socket.socket()"));
        }
    }

    @Test
    void readsNoFilesSecretsOrEnvironmentOfTheMachine(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
        assertRefusesAll(List.of(
                "open('" + secret + "')",
                "open('/etc/passwd')",
                "open('/etc/shadow')",
                "os.listdir('/root')",
                "os.listdir('/home')",
                "os.listdir('/var')",
                "os.listdir('/sys')",
                "os.listdir('/proc')",
                "open('/proc/1/environ')",
                "open('/proc/self/root/etc/passwd')",
                "open('/dev/mem')",
                "open('/dev/sda')",
                "open('/dev/shm/../../etc/passwd')",
                "os.symlink('" + secret + "', '/tmp/link') or open('/tmp/link')",
                "os.symlink('/', '/tmp/root') or open('/tmp/root/etc/passwd')",
                "os.symlink('../../../../../etc/passwd', '/tmp/up') or open('/tmp/up')",
                "os.chroot('/tmp')"));
        assertThat(run("import os; print(sorted(os.listdir('/tmp')), sorted(os.environ))")
                        .output())
                .isEqualTo("[] ['HOME', 'LANG', 'PATH', 'PWD']\n");
    }

    @Test
    void writesNowhereButInItsOwnTmp() {
        assertRefusesAll(List.of(
                "open('/plumbline', 'w')",
                "open('/usr/lib/plumbline', 'w')",
                "open('/usr/bin/python3', 'r+b')",
                "open('/program/main.py', 'w')",
                "open('/dev/plumbline', 'w')",
                "open('/dev/shm/plumbline', 'w')",
                "os.mkdir('/home')",
                "os.rename('/program', '/tmp/program')",
                "os.symlink('/usr/lib', '/tmp/lib') or open('/tmp/lib/plumbline', 'w')"));
        assertThat(run("open('/tmp/x', 'w').write('mine'); print(open('/tmp/x').read())")
                        .output())
                .isEqualTo("mine\n");
        assertThat(run("import os; print(os.path.exists('/tmp/x'))").output()).isEqualTo("False\n");
    }

    @Test
    void gainsNoPrivilegesAndMakesNoNamespaces() {
        assertRefusesAll(List.of(
                "os.setuid(0)",
                "os.setgid(0)",
                "os.setgroups([0])",
                "subprocess.run(['/usr/bin/su', '-c', 'true'], check=True)",
                "os.chown('/tmp', 0, 0)",
                "os.mknod('/tmp/disk', 0o660 | 0o060000, os.makedev(8, 0))",
                "check(libc.unshare(0x10000000))",
                "check(libc.setns(0, 0))",
                "check(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))",
                "check(libc.umount2(b'/tmp', 2))",
                "check(libc.ptrace(16, 1, 0, 0))",
                "check(libc.syscall(435, 0, 0))",
                "check(libc.memfd_create(b'x', 0))",
                "check(libc.shmget(0, 1 << 28, 0o1600))",
                "check(libc.syscall(425, 8, 0))",
                "check(libc.process_vm_readv(1, 0, 0, 0, 0, 0))",
                "os.nice(-5)",
                "os.kill(" + ProcessHandle.current().pid() + ", signal.SIGKILL)"));
    }

    @Test
    void endsProgramsThatTakeTooLong() {
        assertThat(run("import time; time.sleep(60)", Duration.ofMillis(300), 16, 1024)
                        .ending())
                .isEqualTo(Ending.WALL_TIME);
        SandboxLimits limits = new SandboxLimits(ENOUGH, Duration.ofMillis(300), MEMORY, 16, 1024);
        assertThat(SANDBOX.run(new SandboxProgram("while True: pass", "", limits))
                        .ending())
                .isEqualTo(Ending.CPU_TIME);
    }

    @Test
    void endsWhatAProgramLeavesBehind() {
        String token = "left-behind-" + ProcessHandle.current().pid();
        SandboxRun run = run("""
                import os, subprocess, sys
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        os.execv("/usr/bin/python3", ["python3", "-c", "import time; time.sleep(600)", "%s"])
                    os._exit(0)
                os.wait()
                print("started")
                """.formatted(token), Duration.ofSeconds(5), 16, 1024);

        assertThat(run.output()).isEqualTo("started\n");
        Awaitility.await("the end of the program's process")
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains(token)));
    }

    @Test
    void survivesForkBombs() {
        SandboxRun refused = run("""
                import os, time
                count = 0
                try:
                    while True:
                        if os.fork() == 0:
                            time.sleep(60)
                        count += 1
                except OSError:
                    print(count < 16)
                """);
        assertThat(refused.output()).isEqualTo("True\n");
        SandboxRun bomb = run("""
                import os
                while True:
                    try:
                        os.fork()
                    except OSError:
                        pass
                """, Duration.ofMillis(600), 16, 1024);
        assertThat(bomb.ending()).isIn(Ending.WALL_TIME, Ending.PROCESSES);
    }

    @Test
    void boundsMemoryOfAProcessAndOfAllTogether() {
        assertThat(run("""
                try:
                    bytearray(1 << 30)
                except MemoryError:
                    print("refused")
                """).output()).isEqualTo("refused\n");
        SandboxRun together = run("""
                import os, time
                for _ in range(6):
                    if os.fork() == 0:
                        held = bytearray(b"x" * (80 << 20))
                        time.sleep(60)
                time.sleep(60)
                """, Duration.ofSeconds(15), 16, 1024);
        assertThat(together.ending()).isEqualTo(Ending.MEMORY);
    }

    @Test
    void boundsFilesAndOutput() {
        assertThat(run("""
                kept = 0
                try:
                    for i in range(100):
                        open(f"/tmp/{i}", "wb").write(bytes(1 << 20))
                        kept += 1
                except OSError:
                    print(kept <= 16)
                """).output()).isEqualTo("True\n");
        SandboxRun endless = run("while True: print('x' * 1000)", ENOUGH, 16, 10_000);
        assertThat(endless.ending()).isEqualTo(Ending.OUTPUT);
        assertThat(endless.output()).hasSize(10_000);
        assertThat(run("import sys\nwhile True: sys.stderr.write('x' * 1000)", ENOUGH, 16, 10_000)
                        .ending())
                .isEqualTo(Ending.OUTPUT);
    }

    @Test
    void endsAProgramWhoseCallerIsInterrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                SandboxRun _ = run("import time; time.sleep(9)");
            } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        caller.interrupt();

        assertThat(interrupted.join()).isTrue();
        assertThat(run("print('next')").output()).isEqualTo("next\n");
    }

    @Test
    void runsABoundedNumberAtOnceAndBoundsWhatIsGivenToIt() {
        List<FutureTask<SandboxRun>> runs = IntStream.range(0, 8)
                .mapToObj(i -> new FutureTask<>(() -> run("print(" + i + ")")))
                .toList();
        runs.forEach(Thread.ofVirtual()::start);

        assertThat(runs)
                .extracting(run -> run.get().output())
                .containsExactly("0\n", "1\n", "2\n", "3\n", "4\n", "5\n", "6\n", "7\n");
        assertThatThrownBy(() -> SandboxProgram.python("#".repeat((1 << 20) + 1)))
                .hasMessage("The program is larger than 1 MiB.");
        assertThatThrownBy(() -> new SandboxLimits(Duration.ofHours(1), ENOUGH, MEMORY, 16, 10))
                .hasMessage("wall: at most two minutes");
    }
}
