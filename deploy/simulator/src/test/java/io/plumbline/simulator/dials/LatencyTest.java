package io.plumbline.simulator.dials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void hasTheMedianAndTheTailThatItIsToldToHave() {
        Latency latency = new Latency(100, 900);
        Chance chance = new Chance(1);

        double[] millis = LongStream.range(0, 50_000)
                .mapToDouble(call -> latency.draw(chance, call).toNanos() / 1e6)
                .sorted()
                .toArray();

        assertThat(millis[25_000]).isCloseTo(100, within(3.0));
        assertThat(millis[49_500]).isCloseTo(900, within(60.0));
        assertThat(millis[0]).isPositive();
    }

    @Test
    void isSteadyWithoutATailAndNothingAtZero() {
        Chance chance = new Chance(1);

        assertThat(new Latency(30, 30).draw(chance, 5)).isEqualTo(Duration.ofMillis(30));
        assertThat(new Latency(0, 500).draw(chance, 5)).isZero();
        assertThat(new Latency(1, 600_000).draw(chance, 5)).isLessThanOrEqualTo(Duration.ofMinutes(10));
    }
}
