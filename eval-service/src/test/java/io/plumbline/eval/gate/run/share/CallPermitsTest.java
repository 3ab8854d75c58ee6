package io.plumbline.eval.gate.run.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallPermitsTest {

    private final CallPermits places = new CallPermits();

    @Test
    void grantsPermits() throws InterruptedException {
        places.grant(2);
        assertThat(places.take(0)).isTrue();
        assertThat(places.take(0)).isTrue();
        assertThat(places.take(1, TimeUnit.MILLISECONDS)).isFalse();
        places.release();
        assertThat(places.take(0)).isTrue();
    }

    @Test
    void keepsTakenPermitsWhenItShrinks() throws InterruptedException {
        places.grant(3);
        places.take(0);
        places.take(0);
        assertThat(places.shrink(1)).isEqualTo(2);
        places.release();
        assertThat(places.take(0)).as("one is taken, and one is granted").isFalse();
        assertThat(places.shrink(5)).as("shrinking grants nothing").isEqualTo(1);
        assertThat(places.take(0)).isFalse();
    }

    @Test
    void wakesWaitingThreads() {
        CompletableFuture<Boolean> waiting = waiter();
        places.grant(1);
        assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(true);
    }

    @Test
    void grantsNothingOnceClosed() {
        CompletableFuture<Boolean> waiting = waiter();
        places.close();
        places.grant(1);
        assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(false);
    }

    private CompletableFuture<Boolean> waiter() {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                taken.complete(places.take(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                taken.completeExceptionally(e);
            }
        });
        await("it waits").until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return taken;
    }
}
