package io.plumbline.eval.calibration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReliabilityCurveTest {

    @Test
    void isTheDiagonalForAJudgeThatAgreesWithPeople() {
        double[] scores = new double[100];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i % 5 / 4.0;
        }
        ReliabilityCurve curve = ReliabilityCurve.of(scores, scores);
        assertThat(curve.raw()).hasSize(5).allSatisfy(bin -> {
            assertThat(bin.human()).isEqualTo(bin.score());
            assertThat(bin.items()).isEqualTo(20);
        });
        assertThat(curve.rawGap()).isZero();
        assertThat(curve.calibratedGap()).isCloseTo(0, within(1e-12));
    }

    @Test
    void mapsALenientJudgeToHumanScores() {
        Random random = new Random(3);
        double[] human = new double[2_000];
        double[] judge = new double[human.length];
        for (int i = 0; i < human.length; i++) {
            human[i] = random.nextInt(5) / 4.0;
            judge[i] = Math.min(1, human[i] * 0.5 + 0.5);
        }
        ReliabilityCurve curve = ReliabilityCurve.of(judge, human);
        assertThat(curve.rawGap()).isCloseTo(0.25, within(0.02));
        assertThat(curve.calibratedGap()).isLessThan(0.01);
    }

    /// What was fitted to the same items would look perfect: each of a hundred scores is another one.
    @Test
    void doesNotEvaluateAMappingOnItsTrainingItems() {
        Random random = new Random(5);
        double[] human = new double[100];
        double[] judge = new double[100];
        for (int i = 0; i < human.length; i++) {
            human[i] = random.nextBoolean() ? 1 : 0;
            judge[i] = i / 100.0;
        }
        assertThat(ReliabilityCurve.of(judge, human).calibratedGap()).isGreaterThan(0.02);
    }

    @Test
    void supportsFewItemsAndOneItem() {
        ReliabilityCurve one = ReliabilityCurve.of(new double[] {0.4}, new double[] {1});
        assertThat(one.raw())
                .singleElement()
                .satisfies(bin -> assertThat(bin.low()).isNull());
        assertThat(one.rawGap()).isCloseTo(0.6, within(1e-12));
        assertThat(ReliabilityCurve.of(new double[] {0, 1, 1}, new double[] {0, 1, 1})
                        .raw())
                .hasSize(2);
    }
}
