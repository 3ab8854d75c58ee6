package io.plumbline.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.connection.CallWatch.End;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CallWatchTest {

    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicInteger aborted = new AtomicInteger();

    @Test
    void abortsOnceWhenTheClientHasGone() {
        CallWatch watch = watch(Long.MAX_VALUE / 2);
        watch.onEnd(aborted::incrementAndGet);
        watch.look(System.nanoTime());
        assertThat(watch.end()).isEqualTo(End.NONE);
        gone.set(true);
        watch.look(System.nanoTime());
        watch.look(System.nanoTime());
        assertThat(watch.end()).isEqualTo(End.CLIENT_GONE);
        assertThat(aborted).hasValue(1);
    }

    @Test
    void abortsAtTheDeadlineAndWhatIsGivenAfterwardsAtOnce() {
        long now = System.nanoTime();
        CallWatch watch = watch(now + 1_000);
        watch.look(now);
        assertThat(watch.end()).isEqualTo(End.NONE);
        watch.look(now + 1_001);
        assertThat(watch.end()).isEqualTo(End.DEADLINE);
        watch.onEnd(aborted::incrementAndGet);
        assertThat(aborted).hasValue(1);
    }

    @Test
    void doesNotLookAtAConnectionThatBelongsToTheNextRequest() {
        CallWatch watch = watch(Long.MAX_VALUE / 2);
        watch.onEnd(aborted::incrementAndGet);
        watch.close();
        gone.set(true);
        watch.look(System.nanoTime());
        assertThat(watch.end()).isEqualTo(End.NONE);
        assertThat(aborted).hasValue(0);
    }

    @Test
    void learnsFromAFailedWriteThatTheClientHasGone() {
        CallWatch watch = watch(Long.MAX_VALUE / 2);
        watch.onEnd(aborted::incrementAndGet);
        assertThatThrownBy(() -> watch.write(OutputStream.nullOutputStream(), _ -> {
                    throw new IOException("broken pipe");
                }))
                .isInstanceOf(IOException.class);
        assertThat(watch.end()).isEqualTo(End.CLIENT_GONE);
        assertThat(aborted).hasValue(1);
    }

    @Test
    void holdsADeadlineWhileAWriteIsUnderWay() throws Exception {
        CallWatch watch = watch(System.nanoTime());
        watch.onEnd(aborted::incrementAndGet);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> watch.write(OutputStream.nullOutputStream(), _ -> {
                            writing.countDown();
                            await(looked);
                            throw new IOException("timeout");
                        }))
                        .isInstanceOf(IOException.class));
        writing.await();
        watch.look(System.nanoTime() + 1);
        assertThat(watch.end()).isEqualTo(End.DEADLINE);
        assertThat(aborted).hasValue(1);
        looked.countDown();
        writer.join();
        assertThat(watch.end()).isEqualTo(End.DEADLINE);
    }

    @Test
    void breaksOffAWriteThatGoesOnBeyondTheDeadline() {
        CallWatch watch = watch(System.nanoTime());
        AtomicInteger taken = new AtomicInteger();
        OutputStream drip = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one by one");
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                taken.addAndGet(count);
                LockSupport.parkNanos(100_000_000);
            }
        };
        assertThatThrownBy(() -> watch.write(drip, out -> out.write(new byte[10_000_000])))
                .isInstanceOf(IOException.class);
        assertThat(taken.get()).isBetween(1, 1_000_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CallWatch watch(long deadline) {
        return new CallWatch(gone::get, deadline, _ -> {});
    }
}
