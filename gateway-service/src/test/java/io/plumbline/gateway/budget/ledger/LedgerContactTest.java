package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LedgerContactTest {

    private final AtomicLong clock = new AtomicLong(TimeUnit.HOURS.toNanos(1));
    private final LedgerContact contact = new LedgerContact(Duration.ofSeconds(60), clock::get);

    @Test
    void isSteadyAfterALeasesTimeWithoutABreak() {
        assertThat(contact.isSteady()).isFalse();
        contact.answered();
        answersFor(59);
        assertThat(contact.isSteady()).isFalse();
        answersFor(1);
        assertThat(contact.isSteady()).isTrue();
    }

    @Test
    void beginsAnewAfterABreak() {
        contact.answered();
        answersFor(100);
        pass(31);
        assertThat(contact.isSteady()).as("nobody knows whether it answers now").isFalse();
        contact.answered();
        assertThat(contact.isSteady()).isFalse();
        answersFor(60);
        assertThat(contact.isSteady()).isTrue();
        pass(29);
        assertThat(contact.isSteady())
                .as("no lease expires in so short a silence")
                .isTrue();
    }

    private void answersFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(1);
            contact.answered();
        }
    }

    private void pass(int seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
