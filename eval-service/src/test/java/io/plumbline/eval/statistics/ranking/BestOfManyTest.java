package io.plumbline.eval.statistics.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BestOfManyTest {

    private static double[][] scores(int items, SplittableRandom random, double... chances) {
        double[][] scores = new double[items][chances.length];
        for (double[] item : scores) {
            double difficulty = random.nextDouble() * 0.2 - 0.1;
            for (int system = 0; system < chances.length; system++) {
                item[system] = random.nextDouble() < chances[system] + difficulty ? 1 : 0;
            }
        }
        return scores;
    }

    private static BestOfMany.Comparison compare(double[][] scores) {
        int[] sizes = new int[scores.length];
        Arrays.fill(sizes, 1);
        return new BestOfMany(scores, sizes).compare(1);
    }

    /// Of five equal systems, uncorrected comparisons would call one worse than the best in about a quarter of
    /// runs.
    @Test
    void callsNoneOfEqualSystemsWorseMoreOftenThanItClaims() {
        int wrong = 0;
        int runs = 60;
        for (int run = 0; run < runs; run++) {
            double[][] scores = scores(100, new SplittableRandom(run), 0.6, 0.6, 0.6, 0.6, 0.6);
            BestOfMany.Comparison comparison = compare(scores);
            for (int system = 0; system < 5; system++) {
                if (!comparison.mayBeBest(system)) {
                    wrong++;
                    break;
                }
            }
        }
        assertThat(wrong).isLessThanOrEqualTo(8); // 5 % of 60 runs, and three standard deviations
    }

    @Test
    void findsASystemThatIsWorse() {
        BestOfMany.Comparison comparison = compare(scores(300, new SplittableRandom(1), 0.8, 0.8, 0.5));
        assertThat(comparison.mayBeBest(0) || comparison.mayBeBest(1)).isTrue();
        assertThat(comparison.mayBeBest(2)).isFalse();
        assertThat(comparison.pValue()[0][2]).isLessThan(0.01);
        assertThat(comparison.low()[0][2]).isCloseTo(-comparison.high()[2][0], within(1e-12));
    }

    @Test
    void drawsItemsOfAGroupTogether() {
        double[][] sums = {{10, 0}, {10, 0}, {0, 10}, {10, 0}};
        BestOfMany.Comparison comparison = new BestOfMany(sums, new int[] {10, 10, 10, 10}).compare(1);
        assertThat(comparison.means()).containsExactly(0.75, 0.25);
        assertThat(comparison.mayBeBest(1)).isTrue(); // four groups are not forty items
    }

    @Test
    void finishesForEqualScores() {
        BestOfMany.Comparison comparison = compare(new double[][] {{1, 1}, {0, 0}});
        assertThat(comparison.pValue()[0][1]).isEqualTo(1);
        assertThat(comparison.mayBeBest(0)).isTrue();
        assertThat(comparison.mayBeBest(1)).isTrue();
    }
}
