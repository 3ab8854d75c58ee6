package io.plumbline.governance.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogPropertiesTest {

    @Test
    void keepsPayloadsForWholeDaysAndAtLeastAsLongAsConfigured() {
        assertThat(daysOf(Duration.ofDays(1))).isEqualTo(1);
        assertThat(daysOf(Duration.ofDays(90))).isEqualTo(90);
        assertThat(daysOf(Duration.ofHours(36))).isEqualTo(2);
        assertThat(daysOf(Duration.ofDays(3_650))).isEqualTo(3_650);
    }

    private static int daysOf(Duration keepPayloads) {
        return new LogProperties(null, keepPayloads).keepPayloadsDays();
    }
}
