package io.plumbline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DrainPaceTest {

    private final DrainPace pace = new DrainPace(new JournalProperties.Audit(
            Durability.PROCESS,
            Unavailable.REJECT,
            DataSize.ofMegabytes(800),
            DataSize.ofMegabytes(16),
            Duration.ofMillis(200),
            400));

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void waitsAsLongAsItIsToldWhereLittleComes() {
        pace.stored(49, 49_000);
        DrainPace.Wait wait = pace.begin();
        assertThat(wait.isOver(millis(199), Long.MAX_VALUE)).isFalse();
        assertThat(wait.isOver(millis(200), 0)).isTrue();
    }

    @Test
    void waitsForAWholeBatchWhereMuchComes() {
        pace.stored(50, 100_000);
        DrainPace.Wait wait = pace.begin();
        assertThat(wait.isOver(millis(200), 799_999)).isFalse();
        assertThat(wait.isOver(millis(200), 800_000)).isTrue();
        assertThat(wait.isOver(millis(199), 800_000)).isFalse();
    }

    @Test
    void neverWaitsLongerThanFiveTimes() {
        pace.stored(400, 400_000);
        assertThat(pace.begin().isOver(millis(1_000), 0)).isTrue();
        assertThat(pace.begin().isOver(millis(200), 0))
                .as("what was before is forgotten")
                .isTrue();
    }

    @Test
    void doesNotWaitWhileTooMuchIsPending() {
        pace.stored(100, 100L * 8_000_000);
        assertThat(pace.begin().isOver(millis(200), 105_000_000)).isTrue();
    }
}
