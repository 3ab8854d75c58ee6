package io.plumbline.eval.sandbox;

import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs programs that nobody has reviewed, each in its own namespaces under bubblewrap, with limits on time, memory,
/// processes and output. Nothing of a run remains after it: killing bubblewrap ends its PID namespace.
///
/// Before the first program, a program of the sandbox's own tries to escape. If the machine does not stop it, no
/// program is ever run: [#availability()] has the reason.
///
/// A bounded number of programs run at once, and a bounded number wait. Thread-safe. Each program has a platform
/// thread for its whole life: bubblewrap ends with the thread that started it.
///
/// Not a virtual machine: a program shares the kernel with this service. Where that is not enough, disable it.
public final class Sandbox implements AutoCloseable {

    private static final int MOST_WAITING = 256;
    private static final long TEST_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SandboxProperties properties;
    private final ThreadPoolExecutor threads;
    private final ReentrantLock testing = new ReentrantLock();
    private volatile @Nullable Tested tested;

    public Sandbox(SandboxProperties properties) {
        this.properties = properties;
        int size = properties.threads();
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("sandbox-", 0).factory());
    }

    /// The outcome of the sandbox's own test.
    ///
    /// @param reason why programs cannot be run, for the operator; null if they can
    public record Availability(@Nullable String reason) {

        public boolean isAvailable() {
            return reason == null;
        }
    }

    private record Tested(
            Availability availability, @Nullable ContainedProcess process, long nanoTime) {

        private boolean isFresh() {
            return process != null || System.nanoTime() - nanoTime < TEST_AGAIN_NANOS;
        }
    }

    /// Returns whether programs can be run. Tests it at the first call, and again a minute after a failure.
    public Availability availability() {
        return tested().availability();
    }

    /// Returns the outcome of the last test; null before the first one.
    @Nullable
    Availability lastKnown() {
        Tested known = tested;
        return known == null ? null : known.availability();
    }

    /// Throws the problem of an unavailable sandbox.
    ///
    /// @throws ProblemException 503 with the reason
    public void requireAvailable() {
        ContainedProcess _ = process();
    }

    /// Runs a program and waits for its end. Interrupting the caller ends the program.
    ///
    /// @throws ProblemException 503 if programs cannot be run on this machine, or too many are waiting
    /// @throws CancellationException if the caller was interrupted
    public SandboxRun run(SandboxProgram program) {
        return run(process(), program);
    }

    private SandboxRun run(ContainedProcess process, SandboxProgram program) {
        Future<SandboxRun> run = submit(process, program);
        try {
            return run.get();
        } catch (InterruptedException e) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a program ran");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox failed", e.getCause());
        }
    }

    private Future<SandboxRun> submit(ContainedProcess process, SandboxProgram program) {
        try {
            return threads.submit(() -> process.run(program));
        } catch (RejectedExecutionException e) {
            throw SandboxProblem.SANDBOX_BUSY.because(
                    "More than " + MOST_WAITING + " programs are waiting. Repeat the request later.", e);
        }
    }

    private ContainedProcess process() {
        Tested now = tested();
        if (now.process() == null) {
            throw SandboxProblem.SANDBOX_UNAVAILABLE.because("The sandbox for programs is not available: "
                    + now.availability().reason());
        }
        return now.process();
    }

    private Tested tested() {
        Tested known = tested;
        if (known != null && known.isFresh()) {
            return known;
        }
        testing.lock();
        try {
            known = tested;
            if (known == null || !known.isFresh()) {
                known = test();
                tested = known;
            }
            return known;
        } finally {
            testing.unlock();
        }
    }

    private Tested test() {
        if (!properties.enabled()) {
            return unavailable("it is disabled by plumbline.eval.sandbox.enabled.");
        }
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
            return unavailable("it needs Linux.");
        }
        String architecture = System.getProperty("os.arch", "");
        byte[] filter = SystemCallFilter.of(architecture).orElse(null);
        if (filter == null) {
            return unavailable("the processor architecture " + architecture + " is not supported.");
        }
        try {
            ContainedProcess process = new ContainedProcess(Bubblewrap.find(properties), filter);
            SandboxRun run = run(process, EscapeTest.program());
            return EscapeTest.failure(run)
                    .map(Sandbox::unavailable)
                    .orElseGet(() -> new Tested(new Availability(null), process, System.nanoTime()));
        } catch (IOException | IllegalStateException e) {
            return unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static Tested unavailable(String reason) {
        return new Tested(new Availability(reason), null, System.nanoTime());
    }

    /// Ends every running program.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
