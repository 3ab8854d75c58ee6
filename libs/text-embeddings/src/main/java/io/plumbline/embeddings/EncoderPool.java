package io.plumbline.embeddings;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// The threads of the encoder: a bounded number of platform threads, because a virtual thread would block its
/// carrier for all others, with a bounded queue. Idle threads end. Thread-safe.
final class EncoderPool {

    private static final int IDLE_SECONDS = 30;
    private static final int ASKS_EVERY_MILLIS = 2;
    /// How slowly the average follows new values.
    private static final int REMEMBERS = 16;

    private final ThreadPoolExecutor threads;
    private final LongAdder refused = new LongAdder();
    /// The recent duration of a computation, in nanoseconds; 0 before the first.
    private final AtomicLong usual = new AtomicLong();

    /// @param width the number of concurrent computations
    /// @param waiting the maximum number of waiting ones
    EncoderPool(int width, int waiting) {
        threads = new ThreadPoolExecutor(
                width,
                width,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("encoder-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Runs the work and returns its result.
    ///
    /// @param expired the time limit of the work
    /// @throws EncoderUnavailableException when too many are waiting, or the time is up or would be before the
    ///     end
    <T> T call(Callable<T> work, TextEncoder.TimeLimit expired) {
        try {
            return answer(work, expired);
        } catch (EncoderUnavailableException e) {
            refused.increment();
            throw e;
        }
    }

    private <T> T answer(Callable<T> work, TextEncoder.TimeLimit expired) {
        if (!expired.covers(expected())) {
            throw new EncoderUnavailableException("no time is left");
        }
        FutureTask<T> task = new FutureTask<>(() -> timed(work));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new EncoderUnavailableException("too many texts wait for the encoder", e);
        }
        try {
            return await(task, expired);
        } finally {
            if (!task.isDone()) {
                task.cancel(false);
                threads.remove(task);
            }
        }
    }

    /// The expected time to a result, including the waiting computations before it. Work that cannot be done in
    /// time is not queued: its caller can use the rest of the time for something else.
    private long expected() {
        return usual.get() * (1 + waiting() / threads.getMaximumPoolSize());
    }

    private <T> T timed(Callable<T> work) throws Exception {
        long began = System.nanoTime();
        T answer = work.call();
        long took = System.nanoTime() - began;
        usual.accumulateAndGet(took, (before, now) -> before == 0 ? now : before + (now - before) / REMEMBERS);
        return answer;
    }

    /// The number of requests without a result.
    long refused() {
        return refused.sum();
    }

    /// The number of computations that wait for a thread.
    int waiting() {
        return threads.getQueue().size();
    }

    /// The result of a computation, unless the time is up first.
    static <T> T await(Future<T> computation, TextEncoder.TimeLimit expired) {
        while (true) {
            try {
                return computation.get(ASKS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (expired.isPast()) {
                    throw new EncoderUnavailableException("no time is left", e);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof EncoderUnavailableException known
                        ? new EncoderUnavailableException(known)
                        : new EncoderUnavailableException("the encoder failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EncoderUnavailableException("interrupted while the encoder worked", e);
            }
        }
    }
}
