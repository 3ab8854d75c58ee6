package io.plumbline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadMeasurementsTest {

    /// 1..100 ms, in random order.
    private final LoadMeasurements measured = LoadMeasurements.of(shuffledHundred(), 4_000_000_000L);

    @Test
    void countsCallsPerSecond() {
        assertThat(measured.calls()).isEqualTo(100);
        assertThat(measured.callsPerSecond()).isEqualTo(25);
    }

    @Test
    void givesTheTimeThatAShareOfTheCallsKept() {
        assertThat(measured.wholeMillis(0.5)).isEqualTo(50);
        assertThat(measured.wholeMillis(0.95)).isEqualTo(95);
        assertThat(measured.wholeMillis(0.99)).isEqualTo(99);
        assertThat(measured.wholeMillis(1)).isEqualTo(100);
        assertThat(measured.wholeMillis(0)).isEqualTo(1);
        assertThat(measured.firstMillis(0.5)).isEqualTo(25);
    }

    private static List<LoadConnection.Timing> shuffledHundred() {
        Stream<LoadConnection.Timing> timings = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> new LoadConnection.Timing(i * 500_000L, i * 1_000_000L, false));
        List<LoadConnection.Timing> shuffled = new ArrayList<>(timings.toList());
        Collections.shuffle(shuffled, new Random(3));
        return shuffled;
    }
}
