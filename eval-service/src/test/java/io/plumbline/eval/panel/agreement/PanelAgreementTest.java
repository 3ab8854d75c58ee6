package io.plumbline.eval.panel.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.calibration.report.Measured;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PanelAgreementTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final int NONE = RatingTable.MISSING;

    /// The example of Krippendorff, Computing Krippendorff's alpha-reliability, 2011: four observers, twelve units.
    private static final int[][] OBSERVERS = {
        {1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE},
        {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3},
        {NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE},
        {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE}
    };

    /// The example in articles on Fleiss' kappa: fourteen raters, ten subjects, counts of five categories.
    private static final int[][] TEXTBOOK = {
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };

    @Test
    void matchesKrippendorffsExampleWithMissingData() {
        int[][] units = new int[12][4];
        for (int unit = 0; unit < 12; unit++) {
            for (int observer = 0; observer < 4; observer++) {
                int value = OBSERVERS[observer][unit];
                units[unit][observer] = value == NONE ? NONE : value - 1;
            }
        }
        PanelAgreement agreement = PanelAgreement.of(RatingTable.of(units, new double[] {1, 2, 3, 4, 5}), 1);

        assertThat(value(agreement.alphaNominal())).isCloseTo(0.74342105, EXACT);
        assertThat(value(agreement.alphaOrdinal())).isCloseTo(0.8153875, EXACT);
        assertThat(value(agreement.alphaInterval())).isCloseTo(0.84910714, EXACT);
        assertThat(agreement.units()).as("the last unit has one rating").isEqualTo(11);
        assertThat(agreement.grade()).isEqualTo(PanelAgreement.Grade.RELIABLE);
        assertThat(agreement.alphaOrdinal().ciLow()).isLessThan(0.8153875).isGreaterThan(0.2);
        assertThat(agreement.alphaOrdinal().ciHigh()).isGreaterThan(0.8153875).isLessThanOrEqualTo(1);
    }

    @Test
    void matchesTheTextbookExampleOfFleissAndGwet() {
        int[][] units = new int[TEXTBOOK.length][];
        for (int unit = 0; unit < units.length; unit++) {
            units[unit] = spread(TEXTBOOK[unit]);
        }
        PanelAgreement agreement = PanelAgreement.of(RatingTable.of(units, new double[] {0, 1, 2, 3, 4}), 1);

        assertThat(value(agreement.fleiss())).isCloseTo(0.2099307, EXACT);
        assertThat(value(agreement.ac1())).isCloseTo(0.22561415, EXACT);
        assertThat(agreement.grade()).isEqualTo(PanelAgreement.Grade.WEAK);
    }

    @Test
    void showsAgreementOfSkewedCategoriesByGwetsCoefficient() {
        int[][] units = new int[100][];
        for (int i = 0; i < units.length; i++) {
            units[i] = i < 90 ? new int[] {0, 0} : i < 95 ? new int[] {0, 1} : new int[] {1, 0};
        }
        PanelAgreement agreement = PanelAgreement.of(RatingTable.of(units, new double[] {0, 1}), 1);

        assertThat(value(agreement.raw())).isCloseTo(0.9, EXACT);
        assertThat(value(agreement.ac1())).isCloseTo(0.88950276, EXACT);
        assertThat(value(agreement.pairs().getFirst().kappa())).isCloseTo(-0.05263158, EXACT);
    }

    @Test
    void treatsUnanimityAsLuck() {
        int[][] units = new int[10][];
        for (int i = 0; i < units.length; i++) {
            units[i] = new int[] {i % 2, i % 2, i % 2};
        }
        PanelAgreement agreement = PanelAgreement.of(RatingTable.of(units, new double[] {0, 1}), 1);

        assertThat(agreement.alphaNominal().value()).isEqualTo(1);
        assertThat(agreement.alphaNominal().ciLow()).isLessThan(0.6);
    }

    @Test
    void hasNoCoefficientWithoutVariationOrLabels() {
        RatingTable same = RatingTable.of(new int[][] {{1, 1}, {1, 1}}, new double[] {0, 1});
        RatingTable nothing = RatingTable.of(new int[][] {{NONE, NONE}, {0, NONE}}, new double[] {0, 1});

        assertThat(PanelAgreement.of(same, 1).alphaOrdinal()).isNull();
        assertThat(PanelAgreement.of(same, 1).raw().value()).isEqualTo(1);
        assertThat(PanelAgreement.of(nothing, 1).raw()).isNull();
        assertThat(PanelAgreement.of(nothing, 1).grade()).isEqualTo(PanelAgreement.Grade.UNKNOWN);
    }

    @Test
    void recoversTheReliabilityOfAnnotators() {
        double[] accuracy = {0.95, 0.9, 0.85, 0.55};
        SplittableRandom random = new SplittableRandom(7);
        int[][] units = new int[400][4];
        int[] truth = new int[units.length];
        for (int unit = 0; unit < units.length; unit++) {
            truth[unit] = random.nextInt(3);
            for (int rater = 0; rater < 4; rater++) {
                boolean right = random.nextDouble() < accuracy[rater];
                units[unit][rater] = right ? truth[unit] : (truth[unit] + 1 + random.nextInt(2)) % 3;
            }
        }
        DawidSkene model = DawidSkene.fit(RatingTable.of(units, new double[] {0, 0.5, 1}));

        for (int rater = 0; rater < 4; rater++) {
            assertThat(model.accuracy(rater)).as("rater %d", rater).isCloseTo(accuracy[rater], within(0.06));
        }
        int right = 0;
        for (int unit = 0; unit < units.length; unit++) {
            double[] probable = model.truth(unit);
            assertThat(Arrays.stream(probable).sum()).isCloseTo(1, EXACT);
            right += probable[truth[unit]] > 0.5 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(380);
    }

    private static double value(Measured measured) {
        return measured.value();
    }

    private static int[] spread(int[] counts) {
        int[] ratings = new int[Arrays.stream(counts).sum()];
        int at = 0;
        for (int category = 0; category < counts.length; category++) {
            for (int i = 0; i < counts[category]; i++) {
                ratings[at++] = category;
            }
        }
        return ratings;
    }
}
