package io.plumbline.eval.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineSamplingTest {

    private static final List<UUID> CALLS = IntStream.range(0, 10_000)
            .mapToObj(i -> new UUID(0x7000L, 0x8000_0000_0000_0000L + i))
            .toList();

    @Test
    void selectsTheShareOfTheCallsAndTheSameOnesAgain() {
        List<UUID> third = selected("a", 1 / 3.0);
        assertThat(third).hasSizeBetween(3_150, 3_520).isEqualTo(selected("a", 1 / 3.0));
        assertThat(selected("a", 0.5)).containsAll(third);
        assertThat(selected("a", 1)).hasSize(10_000);
        assertThat(selected("a", 0)).isEmpty();
        assertThat(selected("b", 1 / 3.0)).isNotEqualTo(third);
    }

    private static List<UUID> selected(String evaluation, double share) {
        return CALLS.stream()
                .filter(call -> OnlineSampling.selects(evaluation, share, call))
                .toList();
    }
}
