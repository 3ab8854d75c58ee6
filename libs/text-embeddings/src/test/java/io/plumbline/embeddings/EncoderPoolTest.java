package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncoderPoolTest {

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseAll() {
        release.countDown();
    }

    private String hold() throws InterruptedException {
        started.countDown();
        release.await();
        return "held";
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void answersWhatTheWorkAnswers() {
        assertThat(new EncoderPool(1, 1).call(() -> "done", () -> false)).isEqualTo("done");
    }

    @Test
    void startsNothingWhenNoTimeIsLeft() {
        AtomicBoolean ran = new AtomicBoolean();

        assertThatThrownBy(() -> new EncoderPool(1, 1).call(() -> ran.getAndSet(true), () -> true))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasMessage("no time is left");
        assertThat(ran).isFalse();
    }

    /// A caller with less time than the queue takes fails at once.
    @Test
    void startsNothingThatCannotFinishInTime() {
        EncoderPool pool = new EncoderPool(1, 1);
        String first = pool.call(
                () -> {
                    long began = System.nanoTime();
                    while (System.nanoTime() - began < 2_000_000) {
                        Thread.onSpinWait();
                    }
                    return "done";
                },
                () -> false);
        assertThat(first).isEqualTo("done");
        assertThatThrownBy(() -> pool.call(() -> "late", new Left(1_000_000)))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasMessage("no time is left");
        assertThat(pool.call(() -> "in time", new Left(3_600_000_000_000L))).isEqualTo("in time");
    }

    private record Left(long time) implements TextEncoder.TimeLimit {

        @Override
        public boolean isPast() {
            return false;
        }

        @Override
        public boolean covers(long nanos) {
            return nanos <= time;
        }
    }

    @Test
    void refusesWhenTooManyWait() throws Exception {
        EncoderPool pool = new EncoderPool(1, 1);
        FutureTask<String> running = inBackground(() -> pool.call(this::hold, () -> false));
        started.await();
        FutureTask<String> waiting = inBackground(() -> pool.call(() -> "waited", () -> false));
        while (pool.waiting() == 0) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> pool.call(() -> "refused", () -> false))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasMessageContaining("too many");
        assertThat(pool.refused()).isOne();

        release.countDown();
        assertThat(running.get()).isEqualTo("held");
        assertThat(waiting.get()).isEqualTo("waited");
    }

    @Test
    void givesUpWhenTheTimeEndsAndTakesTheWorkBack() throws Exception {
        EncoderPool pool = new EncoderPool(1, 1);
        FutureTask<String> running = inBackground(() -> pool.call(this::hold, () -> false));
        started.await();
        AtomicBoolean ran = new AtomicBoolean();
        AtomicBoolean expired = new AtomicBoolean();

        assertThatThrownBy(() -> pool.call(() -> ran.getAndSet(true), () -> expired.getAndSet(true)))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasMessage("no time is left");

        assertThat(pool.waiting()).isZero();
        release.countDown();
        assertThat(running.get()).isEqualTo("held");
        assertThat(ran).isFalse();
    }

    @Test
    void saysWhatTheWorkThrew() {
        assertThatThrownBy(() -> new EncoderPool(1, 1)
                        .call(
                                () -> {
                                    throw new IllegalStateException("broken");
                                },
                                () -> false))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasRootCauseMessage("broken");
    }
}
