package io.plumbline.gateway.guard;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Runs inspections of long texts on as many threads as there are cores. A virtual thread with a long computation
/// would block its carrier and with it the streams of other calls. Short texts finish before this matters. Time
/// in the queue counts towards the time limit of the texts. Thread-safe.
@Component
public final class GuardPool implements AutoCloseable {

    /// Shorter texts are inspected on the calling thread.
    static final int LONG = 16 * 1024;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("guard-", 0).factory());

    /// Runs the work and waits for it.
    <T> T run(List<? extends TextPlace> places, Supplier<T> work) {
        return isShort(places) ? work.get() : call(work::get);
    }

    /// Runs work on one of the threads and waits for it.
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /// Runs the work on one of the threads and waits for it.
    <T> T call(Callable<T> work) {
        Future<T> done = threads.submit(work);
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            done.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while texts were looked at", e);
        }
    }

    private static boolean isShort(List<? extends TextPlace> places) {
        int length = 0;
        for (TextPlace place : places) {
            length += place.text().length();
            if (length > LONG) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
