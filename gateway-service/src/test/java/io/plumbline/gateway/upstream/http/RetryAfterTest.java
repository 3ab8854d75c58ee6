package io.plumbline.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsSecondsMillisecondsAndDates() {
        assertThat(parse("retry-after", "2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(parse("retry-after", "0.5")).isEqualTo(Duration.ofMillis(500));
        assertThat(parse("retry-after-ms", "250")).isEqualTo(Duration.ofMillis(250));
        assertThat(parse("retry-after", "Tue, 24 Nov 2026 12:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
        assertThat(parse("retry-after", "Tue, 24 Nov 2026 11:00:00 GMT")).isEqualTo(Duration.ZERO);
    }

    @Test
    void prefersMilliseconds() {
        assertThat(RetryAfter.parse(Map.of("retry-after", "9", "retry-after-ms", "100"), NOW))
                .isEqualTo(Duration.ofMillis(100));
        assertThat(RetryAfter.parse(Map.of("retry-after", "9", "retry-after-ms", "soon"), NOW))
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void takesNothingFromNonsense() {
        for (String nonsense : new String[] {"", "-1", "NaN", "1e99", "soon", "Infinity"}) {
            assertThat(parse("retry-after", nonsense)).as(nonsense).isNull();
        }
    }

    private static Duration parse(String header, String value) {
        return RetryAfter.parse(Map.of(header, value), NOW);
    }
}
