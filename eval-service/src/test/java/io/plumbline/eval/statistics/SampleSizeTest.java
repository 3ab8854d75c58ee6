package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.statistics.check.CheckDecision;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.check.FloorCheck;
import io.plumbline.eval.statistics.check.RegressionCheck;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Follows the advice: draws as many items as it says from a population with the value that was found, and counts
/// how often they decide. 80 % are promised; 75 to 85 % are accepted, since the advice is an approximation,
/// intervals of outcomes are discrete, and 1,000 draws know the share to ±2.5 points.
class SampleSizeTest {

    private static final int DRAWS = 1_000;
    private static final DecisionRule RULE = new DecisionRule(0.95, new BootstrapResampler(1_000, 1));

    @ParameterizedTest
    @CsvSource({
        "18, 20, 0.8, false",
        "96, 100, 0.94, false",
        "80, 100, 0.85, false",
        "40, 80, 0.4, false",
        "198, 200, 0.98, true",
        "45, 60, 0.85, true"
    })
    void decidesAFloorOfOutcomes(int right, int items, double floor, boolean guarantee) {
        CheckDecision found = decide(outcomes(right, items), floor, guarantee);
        int needed = Objects.requireNonNull(found.itemsNeeded(), found.reason());
        SplittableRandom random = new SplittableRandom(7);
        double rate = (double) right / items;

        double share = share(_ -> {
            int successes = 0;
            for (int i = 0; i < needed; i++) {
                successes += random.nextDouble() < rate ? 1 : 0;
            }
            return decide(outcomes(successes, needed), floor, guarantee).outcome() != CheckOutcome.INCONCLUSIVE;
        });
        assertThat(share).isBetween(0.75, 0.85);
    }

    @ParameterizedTest
    @CsvSource({"20, 0.05", "60, 0.05"})
    void decidesAFloorOfGradedScores(int items, double above) {
        SplittableRandom random = new SplittableRandom(items);
        double[] scores = new double[items];
        for (int i = 0; i < items; i++) {
            scores[i] = Math.sqrt((i + 0.5) / items);
        }
        ScoreSample sample = ScoreSample.ofScores(scores, 1);
        double floor = sample.value() - above;
        int needed = Objects.requireNonNull(decide(sample, floor, false).itemsNeeded());

        double share = share(_ -> {
            double[] drawn = new double[needed];
            for (int i = 0; i < needed; i++) {
                drawn[i] = Math.sqrt(random.nextDouble());
            }
            return decide(ScoreSample.ofScores(drawn, 1), floor, false).outcome() != CheckOutcome.INCONCLUSIVE;
        });
        assertThat(share).isBetween(0.75, 0.85);
    }

    @ParameterizedTest
    @CsvSource({"70, 5, 5, 20, 0.05", "50, 2, 4, 4, 0.03", "100, 20, 10, 20, 0.03", "180, 6, 4, 10, 0.03"})
    void decidesARegressionOfOutcomes(int both, int lost, int gained, int neither, double allowed) {
        int items = both + lost + gained + neither;
        CheckDecision found = compare(both, lost, gained, neither, allowed);
        int needed = Objects.requireNonNull(found.itemsNeeded(), found.reason());
        SplittableRandom random = new SplittableRandom(3);

        double share = share(_ -> {
            int[] counts = new int[4];
            for (int i = 0; i < needed; i++) {
                int at = random.nextInt(items);
                counts[at < both ? 0 : at < both + lost ? 1 : at < both + lost + gained ? 2 : 3]++;
            }
            return compare(counts[0], counts[1], counts[2], counts[3], allowed).outcome() != CheckOutcome.INCONCLUSIVE;
        });
        assertThat(share).isBetween(0.75, 0.85);
    }

    /// Where nothing failed there is no luck: the interval alone says how many it takes.
    @Test
    void passesAFloorIfAllItemsAreRight() {
        int needed =
                Objects.requireNonNull(decide(outcomes(30, 30), 0.95, false).itemsNeeded());

        assertThat(decide(outcomes(needed, needed), 0.95, false).outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(decide(outcomes(needed - 1, needed - 1), 0.95, false).outcome())
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    /// Roughly: the effect is by the width at the value found, and a share spreads otherwise where it is another.
    @ParameterizedTest
    @CsvSource({"160, 200, 0.78", "540, 600, 0.89"})
    void detectsTheDetectableEffectFourTimesOutOfFive(int right, int items, double floor) {
        double effect = Objects.requireNonNull(
                decide(outcomes(right, items), floor, false).detectableEffect());
        SplittableRandom random = new SplittableRandom(11);

        double share = share(_ -> {
            int successes = 0;
            for (int i = 0; i < items; i++) {
                successes += random.nextDouble() < floor - effect ? 1 : 0;
            }
            return decide(outcomes(successes, items), floor, false).outcome() != CheckOutcome.INCONCLUSIVE;
        });
        assertThat(share).isBetween(0.7, 0.9);
    }

    private static CheckDecision compare(int both, int lost, int gained, int neither, double allowed) {
        int items = both + lost + gained + neither;
        double[] candidate = new double[items];
        double[] baseline = new double[items];
        for (int i = 0; i < items; i++) {
            baseline[i] = i < both + lost ? 1 : 0;
            candidate[i] = i < both || (i >= both + lost && i < both + lost + gained) ? 1 : 0;
        }
        return new RegressionCheck(RULE)
                .decide(ScoreSample.ofScores(candidate, 1), ScoreSample.ofScores(baseline, 1), allowed);
    }

    private static CheckDecision decide(ScoreSample sample, double floor, boolean guarantee) {
        FloorCheck check = new FloorCheck(RULE);
        return guarantee ? check.guarantee(sample, floor) : check.decide(sample, floor);
    }

    private static ScoreSample outcomes(int right, int items) {
        double[] scores = new double[items];
        for (int i = 0; i < right; i++) {
            scores[i] = 1;
        }
        return ScoreSample.ofScores(scores, 1);
    }

    private static double share(IntPredicate decides) {
        int decided = 0;
        for (int i = 0; i < DRAWS; i++) {
            decided += decides.test(i) ? 1 : 0;
        }
        return (double) decided / DRAWS;
    }
}
