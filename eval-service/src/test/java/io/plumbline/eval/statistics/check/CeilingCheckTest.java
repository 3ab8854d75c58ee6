package io.plumbline.eval.statistics.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.QuantileEstimate;
import io.plumbline.eval.statistics.multiplicity.RepeatedAttempts;
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
                .isEqualTo(new QuantileEstimate(value, new ConfidenceInterval(low, high), isBounded));
    }

    @Test
    void knowsItsSampleSize() {
        assertThat(QuantileEstimate.fewest(0.95, 0.95)).isEqualTo(72);
        assertThat(QuantileEstimate.fewest(0.5, 0.95)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"170, FAIL", "183, FAIL", "184, INCONCLUSIVE", "196, INCONCLUSIVE", "197, PASS", "200, PASS"})
    void comparesAQuantileWithItsCeiling(int within, CheckOutcome outcome) {
        CheckDecision decision = check.quantile(latencies(200, within), 0.95, 500);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.pValue() <= 0.025).isEqualTo(outcome == CheckOutcome.FAIL);
    }

    /// Of 30 calls of which 6 % are too slow none is in one of six runs.
    @Test
    void passesNothingOnFewCallsWithoutAnUpperBound() {
        CheckDecision far = check.quantile(latencies(30, 30), 0.95, 500);
        assertThat(far.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(far.itemsNeeded()).isEqualTo(72);
        assertThat(far.reason()).contains("the interval has no upper end with fewer than 72 calls");
        assertThat(check.quantile(latencies(72, 72), 0.95, 500).outcome()).isEqualTo(CheckOutcome.PASS);
        CeilingCheck second = new CeilingCheck(DecisionRule.seeded(1, RepeatedAttempts.confidence(0.95, 2)));
        assertThat(second.quantile(latencies(85, 85), 0.95, 500).outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(second.quantile(latencies(86, 86), 0.95, 500).outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(check.quantile(latencies(40, 39), 0.95, 500).outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(check.quantile(latencies(1, 0), 0.95, 500).outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(check.quantile(latencies(3, 0), 0.95, 500).outcome()).isEqualTo(CheckOutcome.FAIL);
    }

    /// A hundred items for nothing and a hundred for two cents: the sum is off by 0.14 or so.
    @ParameterizedTest
    @CsvSource({"1.6, FAIL", "1.9, INCONCLUSIVE", "2.1, INCONCLUSIVE", "2.4, PASS"})
    void comparesASumWithItsCeiling(double ceiling, CheckOutcome outcome) {
        double[] costs = new double[200];
        Arrays.fill(costs, 100, 200, 0.02);
        CheckDecision decision = check.sum(costs, 2, 1, ceiling);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.interval().low()).isCloseTo(2 - 1.96 * 0.1414, within(0.03));
        assertThat(decision.interval().high()).isCloseTo(2 + 1.96 * 0.1414, within(0.03));
        assertThat(decision.pValue() <= 0.025).isEqualTo(outcome == CheckOutcome.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"0.3, PASS", "0.299, FAIL"})
    void comparesAConstantSumDirectly(double ceiling, CheckOutcome outcome) {
        double[] costs = new double[30];
        Arrays.fill(costs, 0.01);
        assertThat(check.sum(costs, 0.3, 1, ceiling).outcome()).isEqualTo(outcome);
        assertThat(check.sum(new double[] {0.3}, 0.3, 1, ceiling).outcome()).isEqualTo(outcome);
    }

    @Test
    void projectsTheTotalCostFromAPart() {
        double[] costs = new double[100];
        Arrays.fill(costs, 0, 50, 0.006);
        Arrays.fill(costs, 50, 100, 0.012);
        CheckDecision quarter = check.sum(costs, 0.9, 4, 1);
        assertThat(quarter.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(quarter.value()).isEqualTo(3.6);
        assertThat(quarter.reason()).contains("cost 0.9000 USD; all items would cost 3.6000");
        assertThat(check.sum(costs, 0.9, 1, 1).outcome()).isEqualTo(CheckOutcome.PASS);

        Arrays.fill(costs, 0.001);
        CeilingCheck early = new CeilingCheck(DecisionRule.seeded(1).ofPart());
        assertThat(early.sum(costs, 0.1, 4, 1).outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(early.sum(costs, 0.1, 4, 0.09).outcome()).isEqualTo(CheckOutcome.FAIL);
    }

    /// So many of them fast.
    private static double[] latencies(int count, int within) {
        double[] values = new double[count];
        Arrays.fill(values, 900);
        Arrays.fill(values, 0, within, 100);
        return values;
    }
}
