package io.plumbline.eval.calibration.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionPoweredMeanTest {

    private static final int SIMULATIONS = 1_000;

    @Test
    void matchesTheFormulaOfThePaper() {
        double[] human = repeat(1, 6, 0, 4);
        double[] judge = repeat(1, 5, 0, 5);
        double[] unlabelled = repeat(1, 30, 0, 70);
        PredictionPoweredMean mean = PredictionPoweredMean.with(1, human, judge, unlabelled, 0.95);
        // 0.3 + 0.1; 0.3·0.7/100 + 0.1·0.9/10
        assertThat(mean.value()).isCloseTo(0.4, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(0.0021 + 0.009), within(1e-12));
        assertThat(mean.interval().width()).isGreaterThan(2 * 1.96 * mean.standardError());
    }

    @Test
    void ignoresAnUninformativeJudge() {
        double[] human = repeat(1, 50, 0, 50);
        double[] judge = new double[100];
        for (int i = 0; i < judge.length; i++) {
            judge[i] = i % 2;
        }
        PredictionPoweredMean mean = PredictionPoweredMean.of(human, judge, repeat(1, 900, 0, 100), 0.95);
        assertThat(mean.lambda()).isZero();
        assertThat(mean.value()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        // sensitivity, specificity, truth, labels, judged, most of the width with labels alone
        "0.90, 0.85, 0.70, 100, 1000, 0.9",
        "0.70, 0.99, 0.50, 60, 600, 0.9",
        "0.95, 0.95, 0.95, 100, 1000, 0.9",
        "0.98, 0.98, 0.80, 30, 300, 0.9",
        "0.50, 0.50, 0.30, 50, 1000, 1.0",
        "0.99, 0.60, 0.10, 200, 2000, 1.0",
        "0.90, 0.90, 0.60, 500, 500, 0.9",
    })
    void coversTheTruthWhateverTheJudge(
            double sensitivity, double specificity, double truth, int labels, int judged, double most) {
        SplittableRandom random = new SplittableRandom(20261127);
        int covered = 0;
        double width = 0;
        for (int i = 0; i < SIMULATIONS; i++) {
            ScriptedJudge judge = new ScriptedJudge(sensitivity, specificity, truth, random);
            PredictionPoweredMean mean = judge.judge(labels, judged);
            covered += mean.interval().contains(truth) ? 1 : 0;
            width += mean.interval().width();
        }
        assertThat(covered).as("of %d", SIMULATIONS).isGreaterThanOrEqualTo(930);
        double quantile = TDistribution.of(labels - 1.0).inverseSurvivalProbability(0.025);
        double alone = 2 * quantile * Math.sqrt((truth * (1 - truth) * labels + 1) / labels / labels);
        assertThat(width / SIMULATIONS).isBetween(0.2 * alone, most * alone);
    }

    @Test
    void needsFewerLabelsWithAGoodJudge() {
        ScriptedJudge judge = new ScriptedJudge(0.95, 0.95, 0.6, new SplittableRandom(7));
        PredictionPoweredMean mean = judge.judge(200, 5000);
        double alone = Math.sqrt(0.6 * 0.4 / 200);
        assertThat(mean.standardError()).isLessThan(0.6 * alone);
    }

    @Test
    void coversTheTruthWithLabelsOnUncertainItems() {
        SplittableRandom random = new SplittableRandom(5);
        int covered = 0;
        for (int i = 0; i < SIMULATIONS; i++) {
            // rates of three strata, of a population that is 0.6, 0.15 and 0.25 of them
            double[] rates = {0.98, 0.5, 0.04};
            int[] items = new int[3];
            for (int k = 0; k < 2_000; k++) {
                double draw = random.nextDouble();
                items[draw < 0.6 ? 0 : draw < 0.75 ? 1 : 2]++;
            }
            List<List<Double>> labels = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int wanted : new int[] {30, 80, 150}) {
                int[] allocated = LabelAllocation.of(strata(items, labels), wanted);
                for (int s = 0; s < 3; s++) {
                    while (labels.get(s).size() < allocated[s]) {
                        labels.get(s).add(random.nextDouble() < rates[s] ? 1.0 : 0.0);
                    }
                }
            }
            StratifiedMean mean = StratifiedMean.of(strata(items, labels), 0.95);
            covered += mean.interval().contains(0.6 * 0.98 + 0.15 * 0.5 + 0.25 * 0.04) ? 1 : 0;
        }
        assertThat(covered).as("of %d", SIMULATIONS).isGreaterThanOrEqualTo(930);
    }

    @Test
    void allocatesLabelsWhereTheyInformMost() {
        Stratum sure = new Stratum(800, repeat(1, 20, 0, 0));
        Stratum doubtful = new Stratum(200, repeat(1, 10, 0, 10));
        int[] allocated = LabelAllocation.of(List.of(sure, doubtful), 100);
        assertThat(allocated[1]).isGreaterThan(40).isLessThanOrEqualTo(200);
        assertThat(Arrays.stream(allocated).sum()).isBetween(99, 101);
        assertThat(LabelAllocation.of(List.of(sure, doubtful), 5)).containsExactly(20, 20);
        assertThat(LabelAllocation.of(List.of(sure, doubtful), 5_000)[1]).isEqualTo(200);
    }

    @Test
    void refusesTooFewLabels() {
        assertThatThrownBy(() -> PredictionPoweredMean.of(new double[9], new double[9], new double[100], 0.95))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StratifiedMean.of(List.of(new Stratum(5, new double[0])), 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Stratum> strata(int[] items, List<List<Double>> labels) {
        List<Stratum> strata = new ArrayList<>();
        for (int s = 0; s < items.length; s++) {
            strata.add(new Stratum(
                    items[s],
                    labels.get(s).stream().mapToDouble(Double::doubleValue).toArray()));
        }
        return strata;
    }

    private static double[] repeat(double first, int times, double second, int more) {
        double[] values = new double[times + more];
        Arrays.fill(values, 0, times, first);
        Arrays.fill(values, times, values.length, second);
        return values;
    }

    /// A judge that says yes to a share of the good answers, its sensitivity, and no to a share of the bad
    /// ones, its specificity.
    private record ScriptedJudge(double sensitivity, double specificity, double truth, SplittableRandom random) {

        PredictionPoweredMean judge(int labels, int judged) {
            double[] human = new double[labels];
            double[] verdicts = new double[labels];
            double[] unlabelled = new double[judged];
            for (int i = 0; i < labels; i++) {
                human[i] = random.nextDouble() < truth ? 1 : 0;
                verdicts[i] = verdict(human[i]);
            }
            for (int i = 0; i < judged; i++) {
                unlabelled[i] = verdict(random.nextDouble() < truth ? 1 : 0);
            }
            return PredictionPoweredMean.of(human, verdicts, unlabelled, 0.95);
        }

        private double verdict(double human) {
            return random.nextDouble() < (human == 1 ? sensitivity : 1 - specificity) ? 1 : 0;
        }
    }
}
