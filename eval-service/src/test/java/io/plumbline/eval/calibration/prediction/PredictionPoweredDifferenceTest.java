package io.plumbline.eval.calibration.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.sampling.WeightedSample;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionPoweredDifferenceTest {

    private static final int SIMULATIONS = 1_000;
    private static final int LABELS = 150;
    private static final int JUDGED = 400;

    /// A system of which so many answers are good, and how often its judge is right on good and bad ones.
    private record Judged(double good, double sensitivity, double specificity, SplittableRandom random) {

        double human() {
            return random.nextDouble() < good ? 1 : 0;
        }

        double verdict(double human) {
            return random.nextDouble() < (human == 1 ? sensitivity : 1 - specificity) ? 1 : 0;
        }

        double[] verdicts(double[] human) {
            return Arrays.stream(human).map(this::verdict).toArray();
        }

        double[] humans(int count) {
            double[] humans = new double[count];
            Arrays.setAll(humans, _ -> human());
            return humans;
        }
    }

    @Test
    void detectsAJudgeThatFavoursTheWorseSystem() {
        SplittableRandom random = new SplittableRandom(3);
        // worse by a tenth, but its bad answers please the judge: to the judge alone it is the better one
        Judged candidate = new Judged(0.6, 0.95, 0.5, random);
        Judged baseline = new Judged(0.7, 0.8, 0.95, random);
        int covered = 0;
        int fooled = 0;
        for (int run = 0; run < SIMULATIONS; run++) {
            double[] mine = candidate.verdicts(candidate.humans(JUDGED));
            double[] theirs = baseline.verdicts(baseline.humans(JUDGED));
            double[] differences = new double[JUDGED];
            Arrays.setAll(differences, i -> mine[i] - theirs[i]);
            double[] probabilities = new double[JUDGED];
            Arrays.fill(probabilities, 0.25);
            WeightedSample judged = WeightedSample.of(differences, probabilities);
            fooled += WeightedMean.of(judged, 0.95).interval().low() > 0 ? 1 : 0;
            double[] candidateHuman = candidate.humans(LABELS);
            double[] baselineHuman = baseline.humans(LABELS);
            covered += PredictionPoweredDifference.of(
                                    judged,
                                    candidateHuman,
                                    candidate.verdicts(candidateHuman),
                                    baselineHuman,
                                    baseline.verdicts(baselineHuman),
                                    0.95)
                            .interval()
                            .contains(-0.1)
                    ? 1
                    : 0;
        }
        assertThat(fooled)
                .as("runs in which the judge alone is sure of the opposite")
                .isGreaterThan(900);
        assertThat(covered).as("of %d", SIMULATIONS).isGreaterThanOrEqualTo(930);
    }

    /// 20 verdicts on either side, of which none differs, are no proof that less than a tenth was lost.
    @Test
    void staysUncertainIfAFewRatingsAgree() {
        double[] certain = new double[20];
        Arrays.fill(certain, 1);
        double[] labels = new double[LABELS];
        Arrays.fill(labels, 0, LABELS / 2, 1);

        PredictionPoweredDifference difference = PredictionPoweredDifference.of(
                WeightedSample.of(new double[20], certain), labels, labels, labels, labels, 0.95);

        assertThat(difference.value()).isZero();
        assertThat(difference.interval().low()).isLessThan(-0.16);
        assertThat(difference.pValueBelow(-0.1)).isGreaterThan(0.5);
        assertThat(difference.pValueBelow(difference.interval().high())).isCloseTo(0.025, within(1e-6));
    }

    /// A system that lost a tenth passes a drop of 0.099 in no more than 2.5 of 100 gates.
    @ParameterizedTest
    @ValueSource(ints = {6, 20, 50})
    void rarelyMissesALoss(int judged) {
        SplittableRandom random = new SplittableRandom(20261127);
        int runs = 2_000;
        int missed = 0;
        double[] certain = new double[judged];
        Arrays.fill(certain, 1);
        Judged system = new Judged(0.95, 0.99, 0.95, random);
        for (int run = 0; run < runs; run++) {
            double[] differences = new double[judged];
            Arrays.setAll(differences, _ -> random.nextDouble() < 0.1 ? -1 : 0);
            double[] candidate = system.humans(LABELS);
            double[] baseline = system.humans(LABELS);
            PredictionPoweredDifference difference = PredictionPoweredDifference.of(
                    WeightedSample.of(differences, certain),
                    candidate,
                    system.verdicts(candidate),
                    baseline,
                    system.verdicts(baseline),
                    0.95);
            missed += difference.interval().low() > -0.1 ? 1 : 0;
        }
        assertThat(missed).as("of %d", runs).isLessThanOrEqualTo(71);
    }
}
