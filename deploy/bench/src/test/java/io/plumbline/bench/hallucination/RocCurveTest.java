package io.plumbline.bench.hallucination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RocCurveTest {

    /// The area is Mann and Whitney's U over the number of pairs: 11.5 of 15 here.
    @Test
    void countsPairsAndHalvesTies() {
        RocCurve curve = RocCurve.of(new double[] {0.9, 0.8, 0.4}, new double[] {0.5, 0.4, 0.3, 0.2, 0.85});

        assertThat(curve.area()).isCloseTo((5 + 4 + 2.5) / 15, within(1e-12));
        assertThat(curve.low()).isLessThan(curve.area());
        assertThat(curve.high()).isGreaterThan(curve.area());
        assertThat(RocCurve.of(new double[] {2, 3}, new double[] {0, 1}).area()).isEqualTo(1);
    }

    @Test
    void fitsASeparatingDirection() {
        List<double[]> features = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            features.add(new double[] {1, i % 10, i % 3});
            labels.add(i % 10 >= 5);
        }

        LinearFit fit = LinearFit.of(features, labels);

        assertThat(fit.score(new double[] {1, 9, 0})).isPositive();
        assertThat(fit.score(new double[] {1, 0, 2})).isNegative();
    }
}
