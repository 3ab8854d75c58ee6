package io.plumbline.standalone.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps processes running: adopts or starts each, restarts it when it dies, and stops all in reverse order of
/// their addition. If the supervisor is killed, its processes keep running, and the next one adopts them.
///
/// Thread-safe; one watching thread per process.
public final class Supervisor {

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Consumer<String> report;
    private final Deque<Watch> watches = new ArrayDeque<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// @param report is notified, in a sentence, whenever a process dies or returns
    public Supervisor(Consumer<String> report) {
        this.report = report;
    }

    /// Returns once the process runs; the caller waits for its readiness.
    public void keep(Supervised supervised) {
        Watch watch = new Watch(supervised);
        synchronized (watches) {
            if (stopping.getCount() == 0) {
                throw new IllegalStateException("The supervisor is stopping");
            }
            watch.begin();
            watches.push(watch);
        }
        Thread.ofPlatform().daemon().name("watch-" + supervised.name()).start(watch::keepRunning);
    }

    /// Stops every process, the last one first. Idempotent.
    public void stop() {
        stopping.countDown();
        synchronized (watches) {
            while (!watches.isEmpty()) {
                watches.pop().end();
            }
        }
    }

    private final class Watch {

        private final Supervised supervised;
        private final BackOff backOff = new BackOff();
        private @Nullable ProcessHandle process;

        Watch(Supervised supervised) {
            this.supervised = supervised;
        }

        synchronized ProcessHandle begin() {
            ProcessHandle begun = supervised.adopt().orElseGet(supervised::start);
            process = begun;
            return begun;
        }

        /// Restarts the process unless we are stopping; both under the lock, so that no process is started
        /// unnoticed by [#end()].
        private synchronized void beginAgain() {
            if (stopping.getCount() > 0) {
                begin();
            }
        }

        synchronized void end() {
            if (process != null && Liveness.isRunning(process)) {
                supervised.stop(process);
            }
        }

        private synchronized @Nullable ProcessHandle current() {
            return process;
        }

        void keepRunning() {
            while (stopping.getCount() > 0) {
                long began = System.nanoTime();
                ProcessHandle current = current();
                while (current != null && !Liveness.endsWithin(current, LOOK_AGAIN)) {
                    current = current();
                }
                Duration lived = Duration.ofNanos(System.nanoTime() - began);
                Duration wait = backOff.after(lived);
                if (stopping.getCount() == 0) {
                    return;
                }
                report.accept("%s ended. It will be restarted in %d ms.".formatted(supervised.name(), wait.toMillis()));
                if (isStoppingWithin(wait)) {
                    return;
                }
                startAgain();
            }
        }

        private void startAgain() {
            try {
                beginAgain();
                report.accept(supervised.name() + " was restarted.");
            } catch (RuntimeException e) {
                report.accept("%s did not start: %s".formatted(supervised.name(), e.getMessage()));
            }
        }

        private boolean isStoppingWithin(Duration wait) {
            try {
                return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }
}
