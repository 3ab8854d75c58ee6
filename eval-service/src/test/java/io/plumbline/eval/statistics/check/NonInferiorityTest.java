package io.plumbline.eval.statistics.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.statistics.ConfidenceInterval;
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
    void decidesByWhereTheWholeIntervalLies(double low, double high, double margin, CheckOutcome outcome) {
        assertThat(NonInferiority.decide(new ConfidenceInterval(low, high), margin))
                .isEqualTo(outcome);
    }

    @Test
    void toleratesRoundingErrors() {
        double rounded = -(0.1 + 0.2);

        assertThat(rounded).isLessThan(-0.3);
        assertThat(NonInferiority.decide(new ConfidenceInterval(rounded, rounded), 0.3))
                .isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void refusesANegativeMargin() {
        assertThatThrownBy(() -> NonInferiority.decide(new ConfidenceInterval(0, 1), -0.01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConfidenceInterval(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConfidenceInterval(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void combinesOutcomesToTheWorse() {
        assertThat(CheckOutcome.PASS.and(CheckOutcome.INCONCLUSIVE)).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(CheckOutcome.FAIL.and(CheckOutcome.INCONCLUSIVE)).isEqualTo(CheckOutcome.FAIL);
        assertThat(CheckOutcome.PASS.and(CheckOutcome.PASS)).isEqualTo(CheckOutcome.PASS);
    }
}
