package io.plumbline.monitoring.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class SatisfactionTest {

    /// The formula of Wilson (1927), computed with Python 3.11.
    @Test
    void hasWilsonsInterval() {
        Satisfaction csat = Objects.requireNonNull(Satisfaction.of(82, 100));
        assertThat(csat.share()).isEqualTo(0.82);
        assertThat(csat.low()).isCloseTo(0.7333, within(1e-4));
        assertThat(csat.high()).isCloseTo(0.8830, within(1e-4));
        assertThat(Satisfaction.of(0, 0)).isNull();
        assertThat(Objects.requireNonNull(Satisfaction.of(5, 5)).high()).isEqualTo(1);
    }
}
