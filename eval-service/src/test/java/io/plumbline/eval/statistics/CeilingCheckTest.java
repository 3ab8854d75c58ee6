package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingCheckTest {

    private final CeilingCheck check = new CeilingCheck(DecisionRule.seeded(1));

    /// The ranks follow from the binomial tails, summed in Python's floats; for the median of ten they are
    /// those of the textbooks.
    @ParameterizedTest
    @CsvSource({
        "200, 0.95, 190, 184, 197, true",
        "120, 0.95, 114, 109, 119, true",
        "72, 0.95, 69, 64, 72, true",
        "71, 0.95, 68, 63, 71, false",
        "2, 0.95, 2, 1, 2, false",
        "1, 0.95, 1, 0, 1, false",
        "10, 0.5, 5, 2, 9, true"
    })
    void boundsAQuantileByOrderStatistics(
            int count, double share, double value, double low, double high, boolean isBounded) {
        double[] values = IntStream.rangeClosed(1, count).mapToDouble(i -> i).toArray();
        assertThat(QuantileEstimate.of(values, share, 0.95))
                .isEqualTo(new QuantileEstimate(value, new Interval(low, high), isBounded));
    }

    @Test
    void knowsHowManyValuesItTakes() {
        assertThat(QuantileEstimate.fewest(0.95, 0.95)).isEqualTo(72);
        assertThat(QuantileEstimate.fewest(0.5, 0.95)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"170, FAIL", "183, FAIL", "184, INCONCLUSIVE", "196, INCONCLUSIVE", "197, PASS", "200, PASS"})
    void holdsAQuantileAgainstItsCeiling(int within, Outcome outcome) {
        CheckDecision decision = check.quantile(latencies(200, within), 0.95, 500);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.pValue() <= 0.025).isEqualTo(outcome == Outcome.FAIL);
    }

    @Test
    void letsTheSlowestOfFewCallsStandForTheUpperEnd() {
        CheckDecision far = check.quantile(latencies(3, 3), 0.95, 500);
        assertThat(far.outcome()).isEqualTo(Outcome.PASS);
        assertThat(far.reason()).contains("Fewer than 72 calls have no upper end: the slowest of them stands for it.");
        assertThat(check.quantile(latencies(40, 39), 0.95, 500).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.quantile(latencies(1, 0), 0.95, 500).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.quantile(latencies(3, 0), 0.95, 500).outcome()).isEqualTo(Outcome.FAIL);
    }

    /// A hundred items for nothing and a hundred for two cents: the sum is off by 0.14 or so.
    @ParameterizedTest
    @CsvSource({"1.6, FAIL", "1.9, INCONCLUSIVE", "2.1, INCONCLUSIVE", "2.4, PASS"})
    void holdsASumAgainstItsCeiling(double ceiling, Outcome outcome) {
        double[] costs = new double[200];
        Arrays.fill(costs, 100, 200, 0.02);
        CheckDecision decision = check.sum(costs, 2, ceiling);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.interval().low()).isCloseTo(2 - 1.96 * 0.1414, within(0.03));
        assertThat(decision.interval().high()).isCloseTo(2 + 1.96 * 0.1414, within(0.03));
        assertThat(decision.pValue() <= 0.025).isEqualTo(outcome == Outcome.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"0.3, PASS", "0.299, FAIL"})
    void comparesASumThatDoesNotVaryAsItIs(double ceiling, Outcome outcome) {
        double[] costs = new double[30];
        Arrays.fill(costs, 0.01);
        assertThat(check.sum(costs, 0.3, ceiling).outcome()).isEqualTo(outcome);
        assertThat(check.sum(new double[] {0.3}, 0.3, ceiling).outcome()).isEqualTo(outcome);
    }

    /// So many of them fast.
    private static double[] latencies(int count, int within) {
        double[] values = new double[count];
        Arrays.fill(values, 900);
        Arrays.fill(values, 0, within, 100);
        return values;
    }
}
