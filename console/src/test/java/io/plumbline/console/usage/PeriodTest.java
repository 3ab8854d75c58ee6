package io.plumbline.console.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-05");

    @Test
    void countsBothEnds() {
        assertThat(Period.of(null, null, null, TODAY))
                .isEqualTo(new Period("month", LocalDate.parse("2026-03-01"), TODAY));
        assertThat(Period.of("last-month", null, null, TODAY))
                .isEqualTo(new Period("last-month", LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-28")));
        assertThat(Period.of("7d", null, null, TODAY).from()).isEqualTo("2026-02-27");
    }

    @Test
    void endsNoPeriodBeforeItStarts() {
        Period period = Period.of("days", LocalDate.parse("2026-03-04"), LocalDate.parse("2026-03-01"), TODAY);
        assertThat(period.from()).isEqualTo(period.to()).isEqualTo("2026-03-01");
    }
}
