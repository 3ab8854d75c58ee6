package io.plumbline.eval.statistics.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.statistics.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonInferiorityTest {

    @ParameterizedTest
    @CsvSource({
        "-0.019, 0.03, 0.02, PASS",
        "-0.02, 0.03, 0.02, PASS",
        "0.01, 0.03, 0, PASS",
        "-0.09, -0.03, 0.02, FAIL",
        "-0.09, -0.02, 0.02, INCONCLUSIVE",
        "-0.09, 0.1, 0.02, INCONCLUSIVE",
        "-0.01, 0.1, 0, INCONCLUSIVE"
    })
    void decidesByWhereTheWholeIntervalLies(double low, double high, double margin, Outcome outcome) {
        assertThat(NonInferiority.decide(new Interval(low, high), margin)).isEqualTo(outcome);
    }

    @Test
    void toleratesRoundingErrors() {
        double rounded = -(0.1 + 0.2);

        assertThat(rounded).isLessThan(-0.3);
        assertThat(NonInferiority.decide(new Interval(rounded, rounded), 0.3)).isEqualTo(Outcome.PASS);
    }

    @Test
    void refusesANegativeMargin() {
        assertThatThrownBy(() -> NonInferiority.decide(new Interval(0, 1), -0.01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void combinesOutcomesToTheWorse() {
        assertThat(Outcome.PASS.and(Outcome.INCONCLUSIVE)).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Outcome.FAIL.and(Outcome.INCONCLUSIVE)).isEqualTo(Outcome.FAIL);
        assertThat(Outcome.PASS.and(Outcome.PASS)).isEqualTo(Outcome.PASS);
    }
}
