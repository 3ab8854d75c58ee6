package io.plumbline.eval.calibration.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTableTest {

    /// The two dermatologists of the documentation of SAS PROC FREQ, with the figures that are printed there.
    private static final int[][] DERMATOLOGISTS = {{10, 4, 1, 0}, {5, 10, 12, 2}, {2, 4, 12, 5}, {0, 2, 6, 13}};

    @Test
    void matchesThePublishedKappasWithTheirIntervals() {
        ConfusionTable table = table(DERMATOLOGISTS);
        Kappa simple = table.kappa(AgreementWeights.NONE, 0.95).orElseThrow();
        assertThat(simple.value()).isCloseTo(0.3449, within(5e-5));
        assertThat(simple.standardError()).isCloseTo(0.0724, within(5e-5));
        assertThat(simple.interval().low()).isCloseTo(0.2030, within(5e-5));
        assertThat(simple.interval().high()).isCloseTo(0.4868, within(5e-5));
        Kappa linear = table.kappa(AgreementWeights.LINEAR, 0.95).orElseThrow();
        assertThat(linear.value()).isCloseTo(0.5082, within(5e-5));
        assertThat(linear.standardError()).isCloseTo(0.0655, within(5e-5));
        assertThat(linear.interval().low()).isCloseTo(0.3798, within(5e-5));
        assertThat(linear.interval().high()).isCloseTo(0.6366, within(5e-5));
        // numpy 2, the formula of Fleiss, Cohen and Everitt
        Kappa quadratic = table.kappa(AgreementWeights.QUADRATIC, 0.95).orElseThrow();
        assertThat(quadratic.value()).isCloseTo(0.6607228915662648, within(1e-12));
        assertThat(quadratic.standardError()).isCloseTo(0.061642832417000054, within(1e-12));
    }

    @Test
    void matchesTheTextbooks() {
        assertThat(table(new int[][] {{20, 5}, {10, 15}})
                        .kappa(AgreementWeights.NONE, 0.95)
                        .orElseThrow()
                        .value())
                .isCloseTo(0.4, within(1e-12));
        // much agreement, none beyond chance: the paradox of Feinstein and Cicchetti
        ConfusionTable paradox = table(new int[][] {{90, 5}, {5, 0}});
        assertThat(paradox.agreement().rate()).isEqualTo(0.9);
        assertThat(paradox.kappa(AgreementWeights.NONE, 0.95).orElseThrow().value())
                .isCloseTo(-0.05263158, within(1e-8));
    }

    @Test
    void isNotCertainOfPerfectAgreement() {
        Kappa kappa = table(new int[][] {{10, 0}, {0, 10}})
                .kappa(AgreementWeights.NONE, 0.95)
                .orElseThrow();
        assertThat(kappa.value()).isEqualTo(1);
        assertThat(kappa.interval().low()).isBetween(0.6, 0.8);
    }

    @Test
    void hasNoKappaIfOneCategoryIsEverything() {
        assertThat(table(new int[][] {{12, 0}, {0, 0}}).kappa(AgreementWeights.NONE, 0.95))
                .isEmpty();
    }

    @Test
    void refusesUnpairedLabels() {
        assertThatThrownBy(() -> ConfusionTable.of(new int[] {0}, new int[] {0, 1}, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfusionTable.of(new int[] {2}, new int[] {0}, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void evaluatesBinaryJudges() {
        // GPT-4 on Mistral's answers of XSTest: scikit-learn 1.4.2
        BinaryRates rates = new BinaryRates(159, 2, 81, 208);
        assertThat(rates.sensitivity().orElseThrow().rate()).isCloseTo(0.6625, within(1e-12));
        assertThat(rates.specificity().orElseThrow().rate()).isCloseTo(0.99047619, within(1e-8));
        assertThat(rates.correlation()).isCloseTo(0.67959591, within(1e-8));
        assertThat(BinaryRates.of(new double[] {1, 0.5, 0.2}, new double[] {1, 0, 0}, 0.5))
                .isEqualTo(new BinaryRates(1, 1, 0, 1));
    }

    private static ConfusionTable table(int[][] counts) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                for (int k = 0; k < counts[i][j]; k++) {
                    pairs.add(new int[] {i, j});
                }
            }
        }
        return ConfusionTable.of(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                counts.length);
    }
}
