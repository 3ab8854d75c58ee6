package io.plumbline.governance.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.token.KeySchedule.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Dates FIRST = new Dates("first", START, START);

    @Test
    void createsTheFirstKeyAtOnce() {
        assertThat(KeySchedule.nextSignsFrom(List.of(), START)).contains(START);
    }

    @Test
    void createsTheNextKeyAfterNinetyDaysAndAnnouncesIt() {
        Instant due = START.plus(Duration.ofDays(90));
        assertThat(KeySchedule.nextSignsFrom(List.of(FIRST), due.minusSeconds(1)))
                .isEmpty();
        assertThat(KeySchedule.nextSignsFrom(List.of(FIRST), due)).contains(due.plus(KeySchedule.NOTICE));
    }

    @Test
    void signsWithTheNewestActiveKey() {
        Dates next = next();
        List<Dates> keys = List.of(next, FIRST);
        assertThat(KeySchedule.signing(keys, next.createdAt())).isEqualTo("first");
        assertThat(KeySchedule.signing(keys, next.signsFrom().minusMillis(1))).isEqualTo("first");
        assertThat(KeySchedule.signing(keys, next.signsFrom())).isEqualTo("next");
    }

    @Test
    void keepsAnOldKeyUntilWellAfterItsTokensExpire() {
        Dates next = next();
        List<Dates> keys = List.of(next, FIRST);
        Instant last = next.signsFrom().plus(GrantClaims.LIFETIME);
        assertThat(KeySchedule.ended(keys, last.plusSeconds(60))).isEmpty();
        assertThat(KeySchedule.ended(keys, next.signsFrom().plus(KeySchedule.AFTERLIFE)))
                .containsExactly("first");
        assertThat(KeySchedule.ended(List.of(FIRST), START.plus(Duration.ofDays(1000))))
                .isEmpty();
    }

    private static Dates next() {
        Instant made = START.plus(KeySchedule.LIFETIME);
        return new Dates("next", made, made.plus(KeySchedule.NOTICE));
    }
}
