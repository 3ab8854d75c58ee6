package io.plumbline.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void standsByItsMedianAndTellsItsRange() {
        Figure odd = figure(30, 10, 20);
        assertThat(odd.median()).isEqualTo(20);
        assertThat(odd.lowest()).isEqualTo(10);
        assertThat(odd.highest()).isEqualTo(30);
        assertThat(figure(40, 10, 20, 30).median()).isEqualTo(25);
    }

    @Test
    void isMeasuredAtLeastOnce() {
        assertThatThrownBy(() -> figure()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isGatheredRoundByRound() {
        Rounds rounds = new Rounds();
        rounds.add("plain", "direct", "requests/s", 100);
        rounds.add("plain", "through", "requests/s", 50);
        rounds.add("plain", "direct", "requests/s", 110);
        rounds.add("streamed", "direct", "requests/s", 70);

        assertThat(rounds.figures())
                .containsExactly(
                        new Figure("plain", "direct", "requests/s", List.of(100.0, 110.0)),
                        new Figure("plain", "through", "requests/s", List.of(50.0)),
                        new Figure("streamed", "direct", "requests/s", List.of(70.0)));
    }

    static Figure figure(double... rounds) {
        return new Figure(
                "plain",
                "gateway's CPU",
                "µs/request",
                Arrays.stream(rounds).boxed().toList());
    }
}
