package io.plumbline.gateway.limit.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.gateway.limit.counter.LimitLedger.Reply;
import io.plumbline.gateway.limit.counter.LimitStore.Grant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of questions to the shared counters that are not answered in time.
class LateAnswersTest {

    private static final LimitName NAME = new LimitName("n", "t");
    private static final int ASKERS = 4;
    private static final long LIMIT = 1_000;

    private final LateStore store = new LateStore();
    private final LimitLedger ledger = new LimitLedger(store, new LimitLedgerProperties(Duration.ofMillis(500)));

    @AfterEach
    void close() {
        store.isLate(false);
        ledger.close();
    }

    @Test
    void areNotAskedWhenNobodyWaitsForThemAnyMore() throws Exception {
        store.isLate(true);
        try (ExecutorService callers = Executors.newFixedThreadPool(ASKERS + 1)) {
            List<Future<Reply<Grant>>> replies = IntStream.rangeClosed(0, ASKERS)
                    .mapToObj(_ -> callers.submit(() -> ledger.ask(each -> each.exchange(NAME, LIMIT, 0, 1, 1))))
                    .toList();
            int done = 0;
            for (Future<Reply<Grant>> reply : replies) {
                assertThat(reply.get().answer()).isEmpty();
                done += reply.get().isDone() ? 1 : 0;
            }
            assertThat(done).as("those that have threads to ask them").isEqualTo(ASKERS);
        }
        store.isLate(false);
        await("the ledger is asked again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> ledger.ask(_ -> true).answer().isPresent());
        assertThat(store.asked()).isEqualTo(ASKERS);
    }

    @Test
    void giveBackOnceWhatWasNotNeeded() {
        SharedMeter meter = new SharedMeter(NAME, ledger, LIMIT);
        meter.take(1, LIMIT);
        meter.take(1, LIMIT); // and a fiftieth ahead
        store.isLate(true);
        assertThat(meter.take(50, LIMIT).shared()).isFalse();
        store.isLate(false);
        await("the counter is asked again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> meter.take(30, LIMIT).shared());
        assertThat(store.givenBack()).as("all that was taken ahead").isEqualTo(LIMIT / 50);
    }

    /// What is told twice is there again in a minute; what is never told is beyond the limit.
    @Test
    void areAskedForAgainWhereMoreWasUsedThanTaken() {
        SharedMeter meter = new SharedMeter(NAME, ledger, LIMIT);
        meter.take(1, LIMIT);
        meter.settle(1, 81, true);
        store.isLate(true);
        meter.tidy();
        assertThat(store.told()).isEqualTo(80);
        store.isLate(false);
        await("the counter is told again").atMost(Duration.ofSeconds(20)).until(() -> {
            meter.tidy();
            return store.told() >= 2 * 80;
        });
    }
}
