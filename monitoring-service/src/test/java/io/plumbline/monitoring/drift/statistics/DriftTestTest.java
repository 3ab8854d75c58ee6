package io.plumbline.monitoring.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTestTest {

    private static final int DIMENSIONS = 24;

    /// Vectors of length 1 around a few topics.
    ///
    /// @param foreign share of vectors of a topic that has no number below 3
    private static float[][] vectors(Random random, int count, double foreign) {
        float[][] vectors = new float[count][DIMENSIONS];
        for (float[] vector : vectors) {
            int topic = random.nextDouble() < foreign ? 3 : random.nextInt(3);
            double square = 0;
            for (int k = 0; k < DIMENSIONS; k++) {
                vector[k] = (float) (random.nextGaussian() * 0.3 + (k % 4 == topic ? 1 : 0));
                square += vector[k] * vector[k];
            }
            for (int k = 0; k < DIMENSIONS; k++) {
                vector[k] /= (float) Math.sqrt(square);
            }
        }
        return vectors;
    }

    /// 1,000 windows without a change: the number of false alarms is within the 99.9 % bounds of the binomial
    /// distribution with n = 1,000 and p = 0.05, which are 30 and 74.
    @Test
    void raisesAsManyFalseAlarmsAsItSays() {
        Random random = new Random(5);
        int alarms = 0;
        int beyondLimit = 0;
        for (int replay = 0; replay < 1_000; replay++) {
            DriftStatistics statistics =
                    DriftTest.of(vectors(random, 60, 0), vectors(random, 40, 0)).statistics(0.05);
            alarms += statistics.pValue() <= 0.05 ? 1 : 0;
            beyondLimit += statistics.psi() > statistics.psiLimit() ? 1 : 0;
        }
        assertThat(alarms).isBetween(30, 74);
        assertThat(beyondLimit).isLessThan(40);
    }

    @Test
    void findsANewTopicAndItsCalls() {
        Random random = new Random(6);
        float[][] baseline = vectors(random, 200, 0);
        float[][] window = vectors(random, 100, 0);
        System.arraycopy(vectors(random, 35, 1), 0, window, 0, 35);
        DriftTest test = DriftTest.of(baseline, window);
        DriftStatistics statistics = test.statistics(0.001);
        assertThat(statistics.pValue()).isLessThanOrEqualTo(0.001);
        assertThat(statistics.auc()).isGreaterThan(0.55);
        assertThat(Arrays.stream(test.newest(5))).allMatch(position -> position < 35);
        assertThat(test.statistics(0.001)).isEqualTo(statistics);
    }

    /// The value of SciPy 1.14's definition, by hand: two points each.
    @Test
    void computesTheEnergyDistance() {
        float[][] same = {{1, 0}, {0, 1}};
        float[][] other = {{-1, 0}, {0, -1}};
        double side = Math.sqrt(2);
        double between = (2 + side + side + 2) / 4;
        double within = side / 2;
        DriftStatistics statistics = DriftTest.of(same, other).statistics(0.05);
        assertThat(statistics.energy()).isCloseTo(2 * between - 2 * within, within(1e-9));
        assertThat(statistics.centroid()).isCloseTo(2, within(1e-9));
    }
}
