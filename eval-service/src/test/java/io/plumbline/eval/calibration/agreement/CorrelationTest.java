package io.plumbline.eval.calibration.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.statistics.ConfidenceInterval;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final double[] X = {1, 2, 2, 3, 4, 5, 5, 1, 3, 4};
    private static final double[] Y = {1, 1, 3, 2, 5, 4, 5, 2, 4, 3};

    @Test
    void matchesScipyOnTies() {
        // scipy 1.17.1
        assertThat(Correlation.pearson(X, Y).orElseThrow()).isCloseTo(0.8, within(1e-12));
        assertThat(Correlation.spearman(X, Y).orElseThrow()).isCloseTo(0.8, within(1e-12));
        assertThat(Correlation.kendall(X, Y).orElseThrow()).isCloseTo(0.675, within(1e-12));
    }

    @Test
    void isUndefinedForAConstant() {
        double[] constant = new double[X.length];
        assertThat(Correlation.pearson(X, constant)).isEmpty();
        assertThat(Correlation.spearman(constant, Y)).isEmpty();
        assertThat(Correlation.kendall(X, constant)).isEmpty();
    }

    @Test
    void givesAConfidenceInterval() {
        ConfidenceInterval few = Correlation.spearmanInterval(0.5, 20, 0.95);
        ConfidenceInterval many = Correlation.spearmanInterval(0.5, 2000, 0.95);
        assertThat(few.contains(0.5)).isTrue();
        assertThat(few.width()).isGreaterThan(0.6);
        assertThat(many.width()).isLessThan(0.08);
        assertThat(Correlation.spearmanInterval(1, 3, 0.95)).isEqualTo(new ConfidenceInterval(-1, 1));
    }
}
