package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real pairs: systems on the 1,319 questions of GSM8K. The p-values are those of statsmodels 0.14.4,
/// `mcnemar(exact)`; the intervals are Newcombe's method 10, computed with scipy 1.15.3.
class PairedOutcomesTest {

    @ParameterizedTest
    @CsvSource({
        "222, 64, 293, 740, 0.17361638, 3.92887e-36, 0.14697395, 0.19996575",
        "306, 209, 152, 652, -0.04321456, 0.00315066, -0.07130389, -0.01501354",
        "243, 43, 499, 534, 0.34571645, 1.65693e-99, 0.31605192, 0.37433411"
    })
    void givesTheReferencesIntervalAndPValue(
            int both, int lost, int gained, int neither, double difference, double p, double low, double high) {
        PairedOutcomes outcomes = new PairedOutcomes(both, lost, gained, neither);

        assertThat(outcomes.difference()).isCloseTo(difference, within(1e-8));
        assertThat(outcomes.mcNemarExact()).isCloseTo(p, Percentage.withPercentage(0.001));
        assertThat(outcomes.newcombe(0.95).low()).isCloseTo(low, within(1e-8));
        assertThat(outcomes.newcombe(0.95).high()).isCloseTo(high, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"4, 13, 0.04904175", "4, 28, 0.0000193", "30, 20, 0.20263875", "5, 5, 1", "0, 0, 1"})
    void countsOnlyDiscordantItems(int lost, int gained, double p) {
        assertThat(new PairedOutcomes(20, lost, gained, 9).mcNemarExact()).isCloseTo(p, within(1e-8));
        assertThat(new PairedOutcomes(200, lost, gained, 0).mcNemarExact()).isCloseTo(p, within(1e-8));
    }

    @Test
    void isSymmetric() {
        ConfidenceInterval interval = new PairedOutcomes(60, 9, 3, 28).newcombe(0.95);
        ConfidenceInterval mirrored = new PairedOutcomes(60, 3, 9, 28).newcombe(0.95);

        assertThat(mirrored.low()).isCloseTo(-interval.high(), within(1e-12));
        assertThat(mirrored.high()).isCloseTo(-interval.low(), within(1e-12));
    }

    @Test
    void givesAPValueConsistentWithTheInterval() {
        for (int lost = 0; lost <= 40; lost++) {
            PairedOutcomes outcomes = new PairedOutcomes(100 - lost, lost, 5, 20);

            boolean beyond = outcomes.newcombe(0.95).high() < -0.05;

            assertThat(outcomes.pValueOfDropBeyond(0.05) <= 0.025).isEqualTo(beyond);
        }
    }

    @Test
    void givesAPValueForAnExtremeDrop() {
        assertThat(new PairedOutcomes(0, 120, 0, 0).pValueOfDropBeyond(0.05)).isBetween(0.0, 1e-50);
        assertThat(new PairedOutcomes(0, 0, 120, 0).pValueOfDropBeyond(0.05)).isBetween(0.999, 1.0);
        assertThat(new PairedOutcomes(0, 100_000, 0, 0).pValueOfDropBeyond(0)).isBetween(0.0, 1e-300);
    }

    @Test
    void growsMoreCertainWithTheSizeOfADrop() {
        double small = new PairedOutcomes(90, 10, 5, 15).pValueOfDropBeyond(0);
        double large = new PairedOutcomes(90, 20, 5, 5).pValueOfDropBeyond(0);

        assertThat(large).isLessThan(small);
        assertThat(new PairedOutcomes(90, 5, 10, 15).pValueOfDropBeyond(0)).isGreaterThan(0.5);
    }
}
