package io.plumbline.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.connection.CallWatch.End;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertThatThrownBy(() -> watch.write(() -> {
                    throw new IOException("broken pipe");
                }))
                .isInstanceOf(IOException.class);
        assertThat(watch.end()).isEqualTo(End.CLIENT_GONE);
        assertThat(aborted).hasValue(1);
    }

    private CallWatch watch(long deadline) {
        return new CallWatch(gone::get, deadline, _ -> {});
    }
}
