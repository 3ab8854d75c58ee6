package io.plumbline.eval.statistics.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.Proportion;
import io.plumbline.eval.statistics.ScoreSample;
import io.plumbline.eval.statistics.multiplicity.RepeatedAttempts;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloorCheckTest {

    private final FloorCheck check = new FloorCheck(DecisionRule.seeded(1));

    @Test
    void passesOutcomesWhoseWilsonIntervalIsAboveTheFloor() {
        CheckDecision decision = check.decide(outcomes(96, 100), 0.9);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(decision.value()).isEqualTo(0.96);
        assertThat(decision.interval().low()).isCloseTo(0.90162929, within(1e-8));
        assertThat(decision.threshold()).isEqualTo(0.9);
        assertThat(decision.pValue()).isGreaterThan(0.9);
        assertThat(decision.itemsNeeded()).isNull();
        assertThat(decision.reason())
                .isEqualTo("0.960 on 100 items (95 % interval 0.902 to 0.984):"
                        + " even the lower end is not below the floor of 0.900.");
    }

    @Test
    void failsOutcomesWhoseIntervalIsBelowTheFloor() {
        CheckDecision decision = check.decide(outcomes(60, 100), 0.8);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(decision.pValue()).isLessThan(0.001);
        assertThat(decision.reason()).contains("even the upper end is below the floor of 0.800");
    }

    @Test
    void doesNotPassAScoreMerelyAboveTheFloor() {
        CheckDecision decision = check.decide(outcomes(57, 60), 0.9);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(decision.itemsNeeded()).isBetween(150, 250);
        assertThat(decision.reason())
                .contains("the floor of 0.900 lies within")
                .contains("decide four times out of five");
        Integer needed = decision.itemsNeeded();
        assertThat(needed).isNotNull();
        assertThat(check.decide(outcomes((int) (0.96 * needed), needed), 0.9).outcome())
                .isEqualTo(CheckOutcome.PASS);
    }

    /// Worse, and at an attempt that has to be surer, than 30 of 30.
    @Test
    void isNoMoreCertainBecauseOfAFlakyItem() {
        FloorCheck second = new FloorCheck(DecisionRule.seeded(1, RepeatedAttempts.confidence(0.95, 2)));
        double[] means = new double[30];
        Arrays.fill(means, 1);
        CheckDecision perfect = check.decide(ScoreSample.ofOutcomes(means, 1), 0.9);
        means[7] = 0.5;
        CheckDecision wavering = second.decide(ScoreSample.ofOutcomes(means, 1), 0.9);

        assertThat(perfect.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(perfect.interval().low()).isCloseTo(0.8865, within(1e-4));
        assertThat(wavering.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(wavering.interval().low()).isCloseTo(0.844, within(1e-3));
        assertThat(second.decide(ScoreSample.ofScores(means, 1), 0.9).interval().low())
                .as("the same of graded scores")
                .isCloseTo(0.844, within(1e-3));
    }

    /// Mostly perfect, now and then nothing, and some between: Student's interval alone is above their mean of
    /// 0.9 in 9 of 100 draws.
    @Test
    void isInconclusiveOnAFewNearlyPerfectGradedScores() {
        SplittableRandom random = new SplittableRandom(17);
        int passed = 0;
        for (int run = 0; run < 2_000; run++) {
            double[] scores = random.doubles(25)
                    .map(drawn -> drawn < 0.09 ? 0 : drawn < 0.11 ? 0.5 : 1)
                    .toArray();
            passed += check.decide(ScoreSample.ofScores(scores, 1), 0.9001).outcome() == CheckOutcome.PASS ? 1 : 0;
        }

        assertThat(passed).isLessThanOrEqualTo(50);
    }

    @Test
    void statesTheFailureRateStillPossibleWithoutAFailure() {
        assertThat(check.decide(outcomes(30, 30), 0.8).reason())
                .endsWith("None failed; with 95 % confidence, at most 9.5 % of such items do.");
    }

    @Test
    void decidesGradedScoresByTheirMean() {
        ScoreSample sample = ScoreSample.ofScores(graded(100, 0.6), 1);

        assertThat(check.decide(sample, 0.5).outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(check.decide(sample, sample.value()).outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(check.decide(sample, sample.value()).itemsNeeded()).isNull();
        assertThat(check.decide(sample, 0.7).outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(check.decide(sample, 0.7).pValue()).isLessThan(0.025);
    }

    @Test
    void decidesCorpusScoresByResampling() {
        double[][] statistics = Arrays.stream(graded(200, 0.6))
                .mapToObj(score -> new double[] {100 * score, 1})
                .toArray(double[][]::new);
        ScoreSample sample = ScoreSample.ofCorpus(statistics, 100, sum -> sum[0] / sum[1]);

        CheckDecision decision = check.decide(sample, 50);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(decision.interval().contains(decision.value())).isTrue();
        assertThat(check.decide(sample, 70).outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(check.decide(sample, 70).pValue()).isLessThan(0.025);
    }

    @Test
    void scalesOutcomesToOneHundred() {
        double[] scores = new double[40];
        Arrays.fill(scores, 0, 20, 100);

        CheckDecision decision = check.decide(ScoreSample.ofScores(scores, 100), 80);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(decision.interval().high())
                .isCloseTo(100 * new Proportion(20, 40).wilson(0.95).high(), within(1e-9));
    }

    @Test
    void isInconclusiveOnFewGradedScores() {
        CheckDecision decision = check.decide(ScoreSample.ofScores(new double[] {0.8, 0.8, 0.8, 0.8, 0.8}, 1), 0.5);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(decision.itemsNeeded()).isEqualTo(FloorCheck.FEWEST_ITEMS);
        assertThat(decision.reason()).isEqualTo("5 items are not enough; graded scores need at least 6.");
    }

    @Test
    void refusesAFloorOffTheScaleAndInvalidScores() {
        assertThatThrownBy(() -> check.decide(outcomes(1, 2), 1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.decide(outcomes(1, 2), Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScoreSample.ofScores(new double[] {Double.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScoreSample.ofScores(new double[0], 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScoreSample.ofCorpus(new double[][] {{1}, {1, 2}}, 1, sum -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static ScoreSample outcomes(int successes, int items) {
        double[] scores = new double[items];
        Arrays.fill(scores, 0, successes, 1);
        return ScoreSample.ofScores(scores, 1);
    }

    private static double[] graded(int items, double centre) {
        return new Random(9).doubles(items, centre - 0.3, centre + 0.3).toArray();
    }
}
