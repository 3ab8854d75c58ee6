package io.plumbline.bench.figure;

import static io.plumbline.bench.figure.FigureTest.figure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureComparisonTest {

    @Test
    void dividesTheMedians() {
        assertThat(new FigureComparison(figure(100, 200, 300), figure(90, 100, 110)).ratio())
                .isEqualTo(0.5);
    }

    @Test
    void marksWhatLiesApartEitherWay() {
        assertThat(new FigureComparison(figure(100, 101, 102), figure(120, 121, 122)).isBeyondNoise())
                .isTrue();
        assertThat(new FigureComparison(figure(120, 121, 122), figure(100, 101, 102)).isBeyondNoise())
                .isTrue();
        assertThat(new FigureComparison(figure(-30, -20, -10), figure(-5, -4, -3)).isBeyondNoise())
                .isTrue();
    }

    @Test
    void takesRoundsThatOverlapForNoise() {
        assertThat(new FigureComparison(figure(100, 101, 150), figure(149, 200, 201)).isBeyondNoise())
                .isFalse();
    }

    @Test
    void takesASmallDifferenceForNoiseHoweverSteadyTheRounds() {
        assertThat(new FigureComparison(figure(100, 100, 100), figure(104, 104, 104)).isBeyondNoise())
                .isFalse();
        assertThat(new FigureComparison(figure(100, 100, 100), figure(105, 105, 105)).isBeyondNoise())
                .isTrue();
    }

    @Test
    void doesNotJudgeFewRounds() {
        assertThat(new FigureComparison(figure(100, 101), figure(200, 201, 202)).isBeyondNoise())
                .isFalse();
    }
}
