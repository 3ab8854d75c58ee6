package io.plumbline.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final int POINTS = 60;

    private static Series of(IntToDoubleFunction value) {
        Series series = new Series("heap", "MiB", 4, 0.04);
        for (int i = 0; i < POINTS; i++) {
            series.add(i * 10, value.applyAsDouble(i));
        }
        return series;
    }

    @Test
    void findsALeakWithinNoise() {
        Random random = new Random(7);
        Series leak = of(i -> 80 + 0.2 * i + random.nextGaussian());
        assertThat(leak.grows()).isTrue();
        assertThat(leak.growth()).isCloseTo(0.2 * (POINTS - 1), offset(1.0));
        assertThat(leak.perHour()).isCloseTo(0.02 * 3_600, offset(6.0));
    }

    @Test
    void takesNoiseForNoise() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            assertThat(of(i -> 80 + random.nextGaussian()).grows())
                    .as("%d", seed)
                    .isFalse();
        }
    }

    @Test
    void mindsNoOutliers() {
        assertThat(of(i -> i >= POINTS - 3 ? 300 : 80).grows()).isFalse();
    }

    @Test
    void mindsNothingThatIsSureButLittle() {
        Series little = of(i -> 80 + 0.01 * i);
        assertThat(little.trend()).isGreaterThan(5);
        assertThat(little.grows()).isFalse();
    }

    @Test
    void knowsTheTrendOfWhatOnlyFallsOrStays() {
        assertThat(of(i -> 80 - i).grows()).isFalse();
        assertThat(of(i -> 80).trend()).isZero();
    }

    /// By hand: of 28 pairs 24 rise, 3 fall and one is equal, so S = 21; the variance is (8·7·21 − 2·1·9) / 18.
    @Test
    void isMannAndKendallsWithTies() {
        Series series = new Series("x", "", 0, 0);
        int[] values = {1, 3, 2, 2, 5, 4, 6, 7};
        for (int i = 0; i < values.length; i++) {
            series.add(i, values[i]);
        }
        assertThat(series.trend()).isCloseTo((21 - 1) / Math.sqrt((8 * 7 * 21 - 2 * 1 * 9) / 18.0), offset(1e-9));
    }

    @Test
    void saysNothingOfTooFewPoints() {
        Series series = new Series("x", "", 0, 0);
        for (int i = 0; i < 7; i++) {
            series.add(i, i);
        }
        assertThat(series.isLongEnough()).isFalse();
        assertThat(series.grows()).isFalse();
    }
}
