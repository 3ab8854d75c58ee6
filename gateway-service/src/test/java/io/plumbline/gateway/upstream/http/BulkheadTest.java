package io.plumbline.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    private static final int LONG = 10_000;

    @Test
    void letsNoMoreInThanThereArePlaces() {
        Bulkhead bulkhead = new Bulkhead();
        assertThat(bulkhead.enter(2, 0)).isTrue();
        assertThat(bulkhead.enter(2, 0)).isTrue();
        assertThat(bulkhead.enter(2, 0)).isFalse();
        assertThat(bulkhead.enter(3, 0)).as("there is one more now").isTrue();
        bulkhead.leave();
        bulkhead.leave();
        assertThat(bulkhead.enter(2, 0)).isTrue();
        assertThat(bulkhead.inside()).isEqualTo(2);
    }

    @Test
    void makesTheNextWaitForAPlaceAndNoMoreWaitThanThereAre() {
        Bulkhead bulkhead = new Bulkhead();
        bulkhead.enter(1, 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> bulkhead.enter(1, LONG), threads);
            await("somebody waits").until(() -> bulkhead.waiting() == 1);
            long start = System.nanoTime();
            assertThat(bulkhead.enter(1, LONG)).isFalse();
            assertThat(System.nanoTime() - start).as("at once").isLessThan(LONG * 500_000L);
            bulkhead.leave();
            assertThat(waiting.join()).isTrue();
        }
        assertThat(bulkhead.inside()).isEqualTo(1);
        assertThat(bulkhead.enter(1, 20)).isFalse();
    }
}
