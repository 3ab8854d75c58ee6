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

/// Where the encoder computes: a bounded number of platform threads, since a virtual one would keep its carrier
/// from all others, and a bounded queue before them. Threads end when there is nothing to do. Thread-safe.
final class EncoderPool {

    private static final int IDLE_SECONDS = 30;
    private static final int ASKS_EVERY_MILLIS = 2;
    /// How slowly what is usual follows what is new.
    private static final int REMEMBERS = 16;

    private final ThreadPoolExecutor threads;
    private final LongAdder refused = new LongAdder();
    /// What a computation took lately, nanoseconds; 0 before the first.
    private final AtomicLong usual = new AtomicLong();

    /// @param width how many computations at once
    /// @param waiting how many more may wait
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

    /// What the work answers.
    ///
    /// @param expired how much time is left for it
    /// @throws EncoderUnavailableException when too many wait already, or the time is up or would be by then
    <T> T call(Callable<T> work, TimeLimit expired) {
        try {
            return answer(work, expired);
        } catch (EncoderUnavailableException e) {
            refused.increment();
            throw e;
        }
    }

    private <T> T answer(Callable<T> work, TimeLimit expired) {
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

    /// How long an answer takes, those that wait before it included. What cannot be done in time does not wait: its
    /// caller has the rest of the time for something else.
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

    /// How many times there was no answer.
    long refused() {
        return refused.sum();
    }

    /// How many wait for a thread.
    int waiting() {
        return threads.getQueue().size();
    }

    /// What a computation answers, unless the time is up first.
    static <T> T await(Future<T> computation, TimeLimit expired) {
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
