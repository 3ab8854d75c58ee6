package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers were computed with scipy 1.15.3 for a two-sided test at 5 % with a power of 80 %.
class PowerTest {

    @ParameterizedTest
    @CsvSource({"100, 0.1, 0.0886", "500, 0.2, 0.0560", "2000, 0.3, 0.0343"})
    void computesTheDetectableEffectOfPairedOutcomes(int items, double discordance, double effect) {
        double deviation = Power.deviationOfPairedOutcomes(discordance);

        assertThat(Power.USUAL.minimumDetectableEffect(deviation, items)).isCloseTo(effect, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"100, 0.9, 0.1189", "500, 0.5, 0.0886", "2000, 0.95, 0.0193"})
    void computesTheDetectableEffectOfUnpairedOutcomes(int items, double rate, double effect) {
        double deviation = Power.deviationOfUnpairedOutcomes(rate);

        assertThat(Power.USUAL.minimumDetectableEffect(deviation, items)).isCloseTo(effect, within(5e-5));
    }

    @Test
    void computesTheItemsThatDetectAnEffect() {
        long items = Power.USUAL.itemsNeeded(0.4, 0.05);

        assertThat(Power.USUAL.minimumDetectableEffect(0.4, (int) items)).isLessThanOrEqualTo(0.05);
        assertThat(Power.USUAL.minimumDetectableEffect(0.4, (int) items - 1)).isGreaterThan(0.05);
    }
}
