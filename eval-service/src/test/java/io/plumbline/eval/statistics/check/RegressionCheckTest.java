package io.plumbline.eval.statistics.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.statistics.BootstrapResampler;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.ScoreSample;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RegressionCheckTest {

    private static final int RUNS = 400;
    private static final DecisionRule RULE = new DecisionRule(0.95, new BootstrapResampler(2_000, 1));

    private final RegressionCheck check = new RegressionCheck(RULE);

    @Test
    void failsACandidateThatLostMoreThanTheMargin() {
        CheckDecision decision = check.decide(rightOn(445, 500), rightOn(500, 500), 0.02);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(decision.value()).isCloseTo(-0.11, within(1e-12));
        assertThat(decision.threshold()).isEqualTo(-0.02);
        assertThat(decision.baseline()).isEqualTo(1);
        assertThat(decision.pValue()).isLessThan(0.001);
        assertThat(decision.reason())
                .startsWith("Changed by -0.110 to 0.890 on 500 items (95 % interval")
                .contains("55 lost and 0 gained, exact McNemar p < 0.0001")
                .endsWith("even the upper end is a drop beyond the allowed 0.020.");
    }

    @Test
    void passesACandidateThatLostLittleOnManyItems() {
        double[] baseline = new double[2_000];
        Arrays.fill(baseline, 0, 1_600, 1);
        double[] candidate = baseline.clone();
        Arrays.fill(candidate, 0, 10, 0);
        Arrays.fill(candidate, 1_990, 2_000, 1);

        CheckDecision decision = check.decide(sample(candidate), sample(baseline), 0.02);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(decision.value()).isZero();
        assertThat(decision.pValue()).isGreaterThan(0.9);
        assertThat(decision.detectableEffect()).isCloseTo(0.0063, within(0.001));
        assertThat(decision.reason()).contains("exact McNemar p = 1.0000", "not even the lower end");
    }

    @Test
    void doesNotTreatInsignificanceAsEquality() {
        CheckDecision decision = check.decide(rightOn(42, 50), rightOn(46, 50), 0.02);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(decision.itemsNeeded()).isGreaterThan(50);
        assertThat(decision.reason()).contains("decide four times out of five");
    }

    @Test
    void passesAnUnchangedCandidate() {
        CheckDecision binary = check.decide(rightOn(54, 60), rightOn(54, 60), 0);
        CheckDecision graded = check.decide(sample(graded(1, 60)), sample(graded(1, 60)), 0);

        assertThat(binary.outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(graded.outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(binary.reason())
                .isEqualTo("None of 60 items scored differently from the baseline;"
                        + " with 95 % confidence, at most 4.9 % of such items do.");
        assertThat(graded.reason()).isEqualTo(binary.reason());
    }

    @Test
    void isInconclusiveOnAHandfulOfUnchangedItems() {
        CheckDecision one = check.decide(rightOn(1, 1), rightOn(1, 1), 0.1);
        CheckDecision graded = check.decide(sample(graded(1, 5)), sample(graded(1, 5)), 0.1);

        assertThat(one.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(one.itemsNeeded()).isEqualTo(FloorCheck.FEWEST_ITEMS);
        assertThat(one.reason()).startsWith("None of 1 item").endsWith("At least 6 are needed.");
        assertThat(graded.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(check.decide(rightOn(6, 6), rightOn(6, 6), 0.1).outcome()).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void isNoMoreCertainBecauseOfAFlakyItem() {
        double[] baseline = new double[30];
        Arrays.fill(baseline, 1);
        double[] candidate = baseline.clone();
        candidate[3] = 0;
        CheckDecision lost = check.decide(sample(candidate), sample(baseline), 0.1);
        candidate[3] = 0.5;
        RegressionCheck second = new RegressionCheck(new DecisionRule(0.975, new BootstrapResampler(2_000, 1)));
        CheckDecision wavering =
                second.decide(ScoreSample.ofOutcomes(candidate, 1), ScoreSample.ofOutcomes(baseline, 1), 0.1);

        assertThat(lost.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(lost.interval().low()).isCloseTo(-0.17, within(0.01));
        assertThat(wavering.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(wavering.interval().low()).isCloseTo(-0.156, within(1e-3));
        assertThat(second.decide(sample(candidate), sample(baseline), 0.1)
                        .interval()
                        .low())
                .as("by draws, for graded scores")
                .isGreaterThan(-0.1);
    }

    /// A candidate that breaks 5 % of the items leaves 20 of them as they were in one of three runs.
    @Test
    void needsEnoughUnchangedItemsAtAnEarlyLookToExcludeTheMargin() {
        RegressionCheck early = new RegressionCheck(RULE.ofPart());

        assertThat(check.decide(rightOn(16, 20), rightOn(16, 20), 0.02).outcome())
                .isEqualTo(CheckOutcome.PASS);
        CheckDecision few = early.decide(rightOn(16, 20), rightOn(16, 20), 0.02);
        assertThat(few.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(few.reason()).endsWith("That may be more than the allowed 0.020.");
        assertThat(early.decide(rightOn(160, 182), rightOn(160, 182), 0.02).outcome())
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(early.decide(rightOn(160, 183), rightOn(160, 183), 0.02).outcome())
                .isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void resamplesGradedScores() {
        double[] baseline = graded(1, 200);
        double[] worse = Arrays.stream(baseline).map(score -> score * 0.8).toArray();
        double[] noisy = graded(2, 200);

        assertThat(check.decide(sample(worse), sample(baseline), 0.02).outcome())
                .isEqualTo(CheckOutcome.FAIL);
        assertThat(check.decide(sample(worse), sample(baseline), 0.02).reason())
                .contains("paired bootstrap p = 0.0005");
        assertThat(check.decide(sample(baseline), sample(worse), 0.02).outcome())
                .isEqualTo(CheckOutcome.PASS);
        assertThat(check.decide(sample(noisy), sample(baseline), 0.01).outcome())
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    @Test
    void resamplesCorpusScores() {
        ScoreSample baseline = corpus(graded(1, 200), UnaryOperator.identity());
        ScoreSample worse = corpus(graded(1, 200), score -> score * 0.8);

        CheckDecision decision = check.decide(worse, baseline, 1);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(decision.value()).isCloseTo(worse.value() - baseline.value(), within(1e-9));
        assertThat(decision.baseline()).isEqualTo(baseline.value());
        assertThat(check.decide(baseline, worse, 1).outcome()).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void isInconclusiveOnFewGradedScores() {
        CheckDecision decision =
                check.decide(sample(new double[] {0.1, 0.2, 0.1}), sample(new double[] {0.9, 0.8, 0.9}), 0.02);

        assertThat(decision.outcome()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(decision.itemsNeeded()).isEqualTo(FloorCheck.FEWEST_ITEMS);
        assertThat(decision.reason()).startsWith("3 items are not enough");
        assertThat(decision.detectableEffect()).isNull();
    }

    @Test
    void rarelyFailsASystemAgainstItself() {
        assertThat(failures(0.8, 0.8, 200, 0)).isLessThanOrEqualTo(5 * RUNS / 100);
    }

    @Test
    void usuallyCatchesADropOfTenPoints() {
        assertThat(failures(0.7, 0.8, 500, 0.02)).isGreaterThanOrEqualTo(80 * RUNS / 100);
    }

    @Test
    void refusesIncomparableScores() {
        assertThatThrownBy(() -> check.decide(sample(new double[3]), sample(new double[4]), 0.1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> check.decide(sample(graded(1, 9)), corpus(graded(1, 9), UnaryOperator.identity()), 0.1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.decide(sample(graded(1, 9)), sample(graded(2, 9)), -0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// How many of [#RUNS] simulated comparisons fail. Items are hard for both systems or for none: two systems
    /// agree more often than two coins.
    private int failures(double candidateRate, double baselineRate, int items, double allowedDrop) {
        Random random = new Random(11);
        int failures = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] candidate = new double[items];
            double[] baseline = new double[items];
            for (int i = 0; i < items; i++) {
                double difficulty = random.nextDouble();
                boolean shared = random.nextBoolean();
                candidate[i] = (shared ? difficulty : random.nextDouble()) < candidateRate ? 1 : 0;
                baseline[i] = (shared ? difficulty : random.nextDouble()) < baselineRate ? 1 : 0;
            }
            CheckOutcome outcome = check.decide(sample(candidate), sample(baseline), allowedDrop)
                    .outcome();
            failures += outcome == CheckOutcome.FAIL ? 1 : 0;
        }
        return failures;
    }

    /// A system that is right on the first so many of the items.
    private static ScoreSample rightOn(int right, int items) {
        double[] scores = new double[items];
        Arrays.fill(scores, 0, right, 1);
        return sample(scores);
    }

    private static ScoreSample sample(double[] scores) {
        return ScoreSample.ofScores(scores, 1);
    }

    private static ScoreSample corpus(double[] scores, UnaryOperator<Double> change) {
        double[][] statistics = Arrays.stream(scores)
                .mapToObj(score -> new double[] {100 * change.apply(score), 1})
                .toArray(double[][]::new);
        return ScoreSample.ofCorpus(statistics, 100, sum -> sum[0] / sum[1]);
    }

    private static double[] graded(long seed, int items) {
        return new Random(seed).doubles(items, 0.3, 0.9).toArray();
    }
}
