package io.plumbline.monitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CostChangeTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private static CostSum sum(long calls, long hits, long input, long output, double usd) {
        return new CostSum(calls, hits, input, output, usd, 0, 0, 0);
    }

    private static CostChange between(CostSum before, CostSum after) {
        return CostChange.between(Map.of("m", before), Map.of("m", after));
    }

    @Test
    void namesTheOnlyFactorThatChanged() {
        CostSum before = sum(100, 0, 1_000, 500, 10);
        assertThat(between(before, sum(200, 0, 2_000, 1_000, 20)).volume()).isCloseTo(10, EXACT);
        assertThat(between(before, sum(100, 0, 1_000, 500, 15)).price()).isCloseTo(5, EXACT);
        assertThat(between(before, sum(100, 50, 500, 250, 5)).cache()).isCloseTo(-5, EXACT);
        CostChange longer = between(before, sum(100, 0, 2_500, 500, 20));
        assertThat(longer.input()).isCloseTo(10, EXACT);
        assertThat(longer.output()).isCloseTo(0, EXACT);
        assertThat(longer.volume()).isCloseTo(0, EXACT);
    }

    @Test
    void namesTheMixWhenCallsMoveToADearerModel() {
        CostChange change = CostChange.between(
                Map.of("cheap", sum(90, 0, 900, 900, 9), "dear", sum(10, 0, 100, 100, 10)),
                Map.of("cheap", sum(10, 0, 100, 100, 1), "dear", sum(90, 0, 900, 900, 90)));
        assertThat(change.mix()).isCloseTo(72, EXACT);
        assertThat(change.volume()).isCloseTo(0, EXACT);
        CostChange fresh = CostChange.between(
                Map.of("old", sum(10, 0, 100, 100, 1)),
                Map.of("old", sum(10, 0, 100, 100, 1), "new", sum(10, 0, 100, 100, 4)));
        assertThat(fresh.sum()).isCloseTo(4, EXACT);
        assertThat(fresh.mix()).isGreaterThan(3);
    }

    @Test
    void addsUpToTheDifference() {
        Random random = new Random(11);
        for (int trial = 0; trial < 200; trial++) {
            Map<String, CostSum> before = new HashMap<>();
            Map<String, CostSum> after = new HashMap<>();
            for (int model = 0; model < 4; model++) {
                for (Map<String, CostSum> period : List.of(before, after)) {
                    if (random.nextInt(5) > 0) {
                        long calls = random.nextLong(1, 1_000);
                        period.put(
                                "m" + model,
                                sum(
                                        calls,
                                        random.nextLong(calls + 1),
                                        random.nextInt(10_000),
                                        random.nextInt(10_000),
                                        random.nextInt(4) == 0 ? 0 : random.nextDouble() * 50));
                    }
                }
            }
            double difference = after.values().stream()
                            .mapToDouble(CostSum::costUsd)
                            .sum()
                    - before.values().stream().mapToDouble(CostSum::costUsd).sum();
            assertThat(CostChange.between(before, after).sum()).isCloseTo(difference, within(1e-6));
        }
    }

    /// Twice as many calls, half of them repeats: the repeats explain all of the difference.
    @Test
    void attributesRepeatedCallsToRetries() {
        Map<String, CostSum> before = Map.of("m", sum(100, 0, 1_000, 1_000, 10));
        Map<String, CostSum> after = Map.of("m", sum(200, 0, 2_000, 2_000, 20).withRepeats(100));
        CostChange change = CostChange.between(before, after);
        assertThat(change.retries()).isCloseTo(10, within(1e-9));
        assertThat(change.volume()).isCloseTo(0, within(1e-9));
        assertThat(change.sum()).isCloseTo(10, within(1e-9));
    }
}
