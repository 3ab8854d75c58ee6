package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The numbers are those of scipy 1.17.1, `ttest_1samp` and its `confidence_interval`.
class SampleMeanTest {

    private final SampleMean mean = SampleMean.of(new double[] {0.2, 0.9, 0.4, 0.7, 0.7, 0.5, 0.8, 0.6});

    @Test
    void givesStudentsInterval() {
        assertThat(mean.mean()).isCloseTo(0.6, within(1e-12));
        assertThat(mean.interval(0.95).low()).isCloseTo(0.4104082758, within(1e-8));
        assertThat(mean.interval(0.95).high()).isCloseTo(0.7895917242, within(1e-8));
    }

    @Test
    void testsAgainstAFloor() {
        assertThat(mean.pValueBelow(0.75)).isCloseTo(0.0517758551, within(1e-8));
        assertThat(SampleMean.of(new double[] {0.5, 0.5}).pValueBelow(0.6)).isZero();
        assertThat(SampleMean.of(new double[] {0.5, 0.5}).pValueBelow(0.5)).isEqualTo(1);
    }
}
