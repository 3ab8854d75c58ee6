package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The intervals are those of statsmodels 0.14.4, `proportion_confint` with methods `wilson` and `beta`.
class ProportionTest {

    private static final Offset<Double> EXACT = within(1e-8);

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.2775328, 0, 0.30849711",
        "10, 10, 0.7224672, 1, 0.69150289, 1",
        "1, 20, 0.00888145, 0.23613119, 0.00126509, 0.24873276",
        "96, 100, 0.90162929, 0.9843367, 0.90074284, 0.98899551",
        "850, 1000, 0.82653134, 0.87078993, 0.82634187, 0.87157519",
        "3, 300, 0.00340662, 0.02898349, 0.00206701, 0.02894451"
    })
    void givesTheIntervalsOfStatsmodels(
            int successes, int items, double wilsonLow, double wilsonHigh, double exactLow, double exactHigh) {
        Proportion proportion = new Proportion(successes, items);

        assertThat(proportion.wilson(0.95).low()).isCloseTo(wilsonLow, EXACT);
        assertThat(proportion.wilson(0.95).high()).isCloseTo(wilsonHigh, EXACT);
        assertThat(proportion.clopperPearson(0.95).low()).isCloseTo(exactLow, EXACT);
        assertThat(proportion.clopperPearson(0.95).high()).isCloseTo(exactHigh, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.25886555", "30, 0.09503385", "300, 0.00993608", "3000, 0.00099808"})
    void boundsTheFailureRateWithoutFailures(int items, double rate) {
        assertThat(Proportion.failureRateBehindNoFailure(items, 0.95)).isCloseTo(rate, EXACT);
    }

    @Test
    void rejectsExactlyAtTheEndOfTheInterval() {
        for (int successes = 0; successes <= 40; successes++) {
            Proportion proportion = new Proportion(successes, 40);
            double high = proportion.wilson(0.95).high();

            assertThat(proportion.pValueBelow(Math.min(1, high + 1e-6))).isLessThan(successes == 40 ? 1.1 : 0.025);
            assertThat(proportion.pValueBelow(high - 1e-6)).isGreaterThan(0.025);
        }
    }

    @Test
    void widensWithConfidence() {
        Proportion proportion = new Proportion(45, 50);

        assertThat(proportion.wilson(0.99).width())
                .isGreaterThan(proportion.wilson(0.9).width());
        assertThat(proportion.clopperPearson(0.95).width())
                .isGreaterThan(proportion.wilson(0.95).width());
    }

    @Test
    void refusesInvalidProportions() {
        assertThatThrownBy(() -> new Proportion(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(1, 2).wilson(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
