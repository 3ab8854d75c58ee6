package io.plumbline.eval.statistics.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSequentialTest {

    /// By gsDesign for R, `gsDesign(k, test.type = 1, sfu = sfLDOF, alpha = 0.025)`; also in Jennison and
    /// Turnbull's tables.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1   | 1.9600
            0.5,1 | 2.9626, 1.9686
            0.25,0.5,0.75,1 | 4.3326, 2.9631, 2.3590, 2.0141
            0.2,0.4,0.6,0.8,1 | 4.8769, 3.3569, 2.6803, 2.2898, 2.0310
            """)
    void findsTheBoundsOfLanAndDeMets(String fractions, String bounds) {
        GroupSequential looks = new GroupSequential(0.95, numbers(fractions));

        List<Double> expected = numbers(bounds);
        for (int look = 0; look < expected.size(); look++) {
            assertThat(looks.bounds()[look]).as("look %d", look).isCloseTo(expected.get(look), within(2e-4));
        }
    }

    /// Whoever looks at 95 % each time errs in more than a tenth of the runs; with the bounds in a twentieth.
    @Test
    void errsNoMoreOftenThanOneLook() {
        double[] bounds = GroupSequential.usual().bounds();
        SplittableRandom random = new SplittableRandom(1);
        int runs = 20_000;
        int bounded = 0;
        int naive = 0;
        for (int run = 0; run < runs; run++) {
            double quarter = random.nextGaussian() / 2;
            double half = quarter + random.nextGaussian() / 2;
            double all = half + random.nextGaussian() * Math.sqrt(0.5);
            double[] z = {Math.abs(quarter) * 2, Math.abs(half) * Math.sqrt(2), Math.abs(all)};
            bounded += z[0] > bounds[0] || z[1] > bounds[1] || z[2] > bounds[2] ? 1 : 0;
            naive += Arrays.stream(z).anyMatch(value -> value > 1.96) ? 1 : 0;
        }

        assertThat(bounded / (double) runs).isCloseTo(0.05, within(0.006));
        assertThat(naive / (double) runs).isGreaterThan(0.1);
    }

    @Test
    void requiresNearCertaintyAtFirstAndTheUsualLevelAtLast() {
        GroupSequential looks = GroupSequential.usual();

        assertThat(looks.confidence(0)).isBetween(0.99998, 0.99999);
        assertThat(looks.confidence(1)).isBetween(0.996, 0.998);
        assertThat(looks.confidence(2)).isBetween(0.95, 0.953);
    }

    /// At the first look the 34th attempt may err in 2 of 10¹⁷ series.
    @ParameterizedTest
    @ValueSource(ints = {33, 34, 45, 60, 1_000, 100_000})
    void neverRequiresMoreThanCertainty(int attempt) {
        double whole = RepeatedAttempts.confidence(0.95, attempt);
        GroupSequential looks = new GroupSequential(whole, List.of(0.25, 0.5, 1.0));

        assertThat(looks.bounds())
                .isSortedAccordingTo(Comparator.<Double>naturalOrder().reversed());
        assertThat(looks.bounds()[1]).isGreaterThan(looks.bounds()[2] * 1.3);
        assertThat(looks.confidence(0)).isLessThanOrEqualTo(1);
        assertThat(looks.confidence(2)).isBetween(whole, 1.0).isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.5
            0.5,0.5,1
            0,1
            0.5,1.5
            """)
    void refusesLooksThatDoNotLeadToTheEnd(String fractions) {
        List<Double> looks = numbers(fractions);
        assertThatThrownBy(() -> new GroupSequential(0.95, looks)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Double> numbers(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(Double::valueOf)
                .toList();
    }
}
