package io.plumbline.monitoring.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanarProjectionTest {

    /// Unit vectors near an axis.
    private static float[][] near(Random random, int axis, int count) {
        float[][] vectors = new float[count][16];
        for (float[] vector : vectors) {
            for (int k = 0; k < vector.length; k++) {
                vector[k] = (float) (random.nextGaussian() * 0.05 + (k == axis ? 1 : 0));
            }
        }
        return vectors;
    }

    @Test
    void separatesTextsOfDifferentMeaning() {
        Random random = new Random(3);
        float[][] baseline = near(random, 0, 300);
        float[][] window = near(random, 1, 300);
        PlanarProjection projection = PlanarProjection.of(baseline, window);
        assertThat(projection.baseline()).hasSize(200);
        double side = Math.signum(projection.baseline().getFirst().x());
        assertThat(projection.baseline()).allMatch(point -> point.x() * side > 0.4);
        assertThat(projection.window()).allMatch(point -> point.x() * side < -0.4);
        assertThat(projection.explained()).isBetween(0.9, 1.0);
        assertThat(PlanarProjection.of(baseline, window)).isEqualTo(projection);
    }

    @Test
    void drawsEqualTextsAtOnePoint() {
        float[][] same = {{1, 0}, {1, 0}, {1, 0}};
        PlanarProjection projection = PlanarProjection.of(same, same);
        assertThat(projection.window())
                .allSatisfy(point -> assertThat(point.x()).isCloseTo(0, within(1e-9)));
        assertThat(projection.explained()).isZero();
    }
}
