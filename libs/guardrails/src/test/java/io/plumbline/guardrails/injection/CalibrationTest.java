package io.plumbline.guardrails.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void liesAboveTheRankThatTheRateAsksFor() {
        double[] scores = IntStream.range(0, 99).mapToDouble(i -> i / 100.0).toArray();
        Calibration calibration = Calibration.of(scores, 0.1);
        assertThat(calibration.threshold()).isGreaterThan(0.89).isLessThan(0.8901);
        assertThat(calibration.alarms()).isEqualTo(9);
        assertThat(calibration.texts()).isEqualTo(99);
    }

    @Test
    void keepsTheRateOnTextsThatItHasNotSeen() {
        Random random = new Random(7);
        int alarms = 0;
        int runs = 2000;
        for (int run = 0; run < runs; run++) {
            double[] sample = IntStream.range(0, 60)
                    .mapToDouble(i -> Math.pow(random.nextDouble(), 3))
                    .toArray();
            double threshold = Calibration.of(sample, 0.05).threshold();
            alarms += Math.pow(random.nextDouble(), 3) >= threshold ? 1 : 0;
        }
        assertThat(alarms / (double) runs).isBetween(0.03, 0.065);
    }

    @Test
    void countsTextsInWhichNothingIsFound() {
        assertThat(Calibration.of(new double[1000], 0.01).threshold())
                .isPositive()
                .isLessThan(1e-300);
    }

    @Test
    void findsNothingFromTooFewTexts() {
        assertThat(Calibration.of(new double[98], 0.01).threshold()).isEqualTo(Calibration.NEVER);
        assertThat(Calibration.of(new double[Calibration.fewestTexts(0.01)], 0.01)
                        .threshold())
                .isLessThan(1);
    }

    @Test
    void refusesRatesAndScoresThatAreNone() {
        assertThatThrownBy(() -> Calibration.of(new double[10], 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.of(new double[] {1.5}, 0.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
