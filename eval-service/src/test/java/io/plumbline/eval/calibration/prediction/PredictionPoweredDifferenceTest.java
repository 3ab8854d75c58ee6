package io.plumbline.eval.calibration.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.sampling.WeightedMean;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
    void findsOutAJudgeThatFavoursTheWorseSystem() {
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
            WeightedMean judged = WeightedMean.of(differences, probabilities, 0.95);
            fooled += judged.interval().low() > 0 ? 1 : 0;
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

    @Test
    void hasAPValueThatTheIntervalInverts() {
        Judged system = new Judged(0.7, 0.9, 0.9, new SplittableRandom(5));
        double[] human = system.humans(100);
        double[] probabilities = new double[300];
        Arrays.fill(probabilities, 0.1);
        PredictionPoweredMean mean = PredictionPoweredMean.elsewhere(
                human, system.verdicts(human), system.verdicts(system.humans(300)), probabilities, 0.95);
        assertThat(mean.pValueBelow(mean.interval().high())).isCloseTo(0.025, within(1e-9));
        assertThat(mean.pValueBelow(mean.interval().low())).isCloseTo(0.975, within(1e-9));
    }

    @Test
    void takesOverNothingButTheErrorFromLabelsOfOtherAnswers() {
        SplittableRandom random = new SplittableRandom(4);
        // the labelled answers were half good; those that are asked about are far better
        int covered = 0;
        for (int run = 0; run < SIMULATIONS; run++) {
            Judged labelled = new Judged(0.5, 0.9, 0.9, random);
            Judged asked = new Judged(0.9, 0.95, 0.5, random); // off by nothing on average, as on the labelled ones
            double[] human = labelled.humans(200);
            double[] probabilities = new double[300];
            Arrays.fill(probabilities, 0.1);
            covered += PredictionPoweredMean.elsewhere(
                                    human,
                                    labelled.verdicts(human),
                                    asked.verdicts(asked.humans(300)),
                                    probabilities,
                                    0.95)
                            .interval()
                            .contains(0.905)
                    ? 1
                    : 0;
        }
        assertThat(covered).as("of %d", SIMULATIONS).isGreaterThanOrEqualTo(930);
    }
}
