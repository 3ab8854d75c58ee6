package io.plumbline.eval.calibration.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsotonicMappingTest {

    @Test
    void matchesScipyOnLevelsThatViolateTheOrder() {
        IsotonicMapping mapping = IsotonicMapping.fit(
                new double[] {5, 1, 1, 2, 2, 3, 3, 4, 4, 5}, new double[] {5, 1, 2, 3, 3, 2, 1, 4, 2, 5});
        // scipy 1.17.1, isotonic_regression of the levels' means weighted by their items
        assertThat(mapping.scores()).containsExactly(1, 2, 3, 4, 5);
        assertThat(mapping.mapped()).containsExactly(1.5, 2.25, 2.25, 3, 5);
        assertThat(mapping.map(4.5)).isEqualTo(4);
        assertThat(mapping.map(0)).isEqualTo(1.5);
        assertThat(mapping.map(9)).isEqualTo(5);
    }

    @Test
    void isFlatForAnInvertedJudge() {
        IsotonicMapping mapping = IsotonicMapping.fit(new double[] {1, 2, 3}, new double[] {3, 2, 1});
        assertThat(mapping.mapped()).containsExactly(2, 2, 2);
    }
}
