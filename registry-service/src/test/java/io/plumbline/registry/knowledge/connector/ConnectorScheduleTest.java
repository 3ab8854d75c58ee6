package io.plumbline.registry.knowledge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectorScheduleTest {

    private static final Instant NOW = Instant.parse("2026-12-01T04:30:20Z");

    @Test
    void readsFiveFieldsInUtc() {
        assertThat(new ConnectorSchedule("30 2 * * MON-FRI", null).next(NOW))
                .contains(Instant.parse("2026-12-02T02:30:00Z"));
        assertThat(new ConnectorSchedule(null, 90).next(NOW)).contains(NOW.plusSeconds(90));
    }

    @Test
    void refusesWhatIsNotOneSchedule() {
        assertThat(new ConnectorSchedule("0 30 2 * * *", null).isReadable()).isFalse();
        assertThat(new ConnectorSchedule("61 2 * * *", null).isReadable()).isFalse();
        assertThat(new ConnectorSchedule("0 0 30 2 *", null).isReadable())
                .as("30 February")
                .isFalse();
        assertThat(new ConnectorSchedule("30 2 * * *", 60).isUnambiguous()).isFalse();
        assertThat(new ConnectorSchedule(null, null).isUnambiguous()).isFalse();
    }
}
