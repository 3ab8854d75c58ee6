package io.plumbline.eval.statistics.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The numbers are those of statsmodels 0.14.4, `multipletests(method='holm')`.
class HolmTest {

    @Test
    void adjustsLikeStatsmodels() {
        double[] adjusted = Holm.adjust(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216);

        assertThat(adjusted)
                .containsExactly(
                        new double[] {0.01, 0.072, 0.312, 0.312, 0.312, 0.312, 0.312, 0.615, 0.615, 0.615},
                        within(1e-9));
    }

    @Test
    void keepsTheOrderOfTheTests() {
        assertThat(Holm.adjust(0.04, 0.01, 0.5)).containsExactly(new double[] {0.08, 0.03, 0.5}, within(1e-12));
    }

    @Test
    void leavesASingleTestUnchangedAndNeverExceedsOne() {
        assertThat(Holm.adjust(0.03)).containsExactly(0.03);
        assertThat(Holm.adjust(0.9, 0.8)).containsExactly(1, 1);
        assertThat(Holm.adjust()).isEmpty();
    }
}
