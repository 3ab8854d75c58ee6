package io.plumbline.eval.statistics.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The numbers are those of statsmodels 0.14.4, `multipletests(method='fdr_bh')`.
class BenjaminiHochbergTest {

    @Test
    void adjustsLikeStatsmodels() {
        double[] adjusted =
                BenjaminiHochberg.adjust(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216);

        assertThat(adjusted)
                .containsExactly(
                        new double[] {0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.10571429, 0.216, 0.216, 0.216},
                        within(1e-8));
    }

    @Test
    void keepsTheOrderAndLeavesASingleTestUnchanged() {
        assertThat(BenjaminiHochberg.adjust(0.04, 0.01)).containsExactly(new double[] {0.04, 0.02}, within(1e-12));
        assertThat(BenjaminiHochberg.adjust(0.03)).containsExactly(0.03);
        assertThat(BenjaminiHochberg.adjust()).isEmpty();
    }
}
