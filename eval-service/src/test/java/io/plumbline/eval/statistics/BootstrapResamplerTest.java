package io.plumbline.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapResamplerTest {

    private final BootstrapResampler bootstrap = new BootstrapResampler(10_000, 42);

    /// Two systems on the 1,319 questions of GSM8K; for so many the normal interval, by scipy 1.15.3, is as good.
    @Test
    void findsThePercentilesOfAMeanDifference() {
        double[] candidate = outcomes(222, 1, 64, 0, 293, 1, 740, 0);
        double[] baseline = outcomes(222, 1, 64, 1, 293, 0, 740, 0);

        BootstrapDistribution difference = bootstrap.meanDifference(candidate, baseline);

        assertThat(difference.observed()).isCloseTo(0.17361638, within(1e-8));
        assertThat(difference.interval(0.95).low()).isCloseTo(0.14713971, within(0.001));
        assertThat(difference.interval(0.95).high()).isCloseTo(0.20009304, within(0.001));
        assertThat(difference.pValueOfZero()).isLessThan(0.001);
    }

    @Test
    void isDeterministicForASeed() {
        double[] candidate = random(1, 50);
        double[] baseline = random(2, 50);

        ConfidenceInterval interval =
                bootstrap.meanDifference(candidate, baseline).interval(0.95);

        assertThat(new BootstrapResampler(10_000, 42)
                        .meanDifference(candidate, baseline)
                        .interval(0.95))
                .isEqualTo(interval);
        assertThat(new BootstrapResampler(10_000, 43)
                        .meanDifference(candidate, baseline)
                        .interval(0.95))
                .isNotEqualTo(interval);
    }

    @Test
    void pairsItemsSoThatTheirDifficultyCancelsOut() {
        double[] baseline = random(1, 100);
        double[] candidate = Arrays.stream(baseline).map(score -> score + 0.01).toArray();

        BootstrapDistribution difference = bootstrap.meanDifference(candidate, baseline);

        assertThat(difference.interval(0.95).width()).isLessThan(1e-9);
        assertThat(bootstrap
                        .corpus(asStatistics(baseline), BootstrapResamplerTest::mean)
                        .interval(0.95)
                        .width())
                .isGreaterThan(0.05);
    }

    @Test
    void agreesWithMeansOnSufficientStatistics() {
        double[] candidate = random(1, 80);
        double[] baseline = random(2, 80);

        BootstrapDistribution ofMeans = bootstrap.meanDifference(candidate, baseline);
        BootstrapDistribution ofCorpora = bootstrap.corpusDifference(
                asStatistics(candidate), asStatistics(baseline), BootstrapResamplerTest::mean);

        assertThat(ofCorpora.observed()).isCloseTo(ofMeans.observed(), within(1e-12));
        assertThat(ofCorpora.interval(0.95).low())
                .isCloseTo(ofMeans.interval(0.95).low(), within(1e-12));
        assertThat(ofCorpora.pValueOfZero()).isEqualTo(ofMeans.pValueOfZero());
    }

    @Test
    void coversTheTruthAtItsLevelEvenForFewItems() {
        Random random = new Random(5);
        int covered = 0;
        for (int run = 0; run < 400; run++) {
            double[] scores = random.doubles(12).toArray();
            ConfidenceInterval interval = new BootstrapResampler(1_000, run)
                    .meanDifference(scores, new double[12])
                    .interval(0.95);
            covered += interval.contains(0.5) ? 1 : 0;
        }

        // 95 % of 400 is 380; the plain percentile interval covers about 365
        assertThat(covered).isGreaterThanOrEqualTo(370);
    }

    @Test
    void findsNoDifferenceBetweenEqualSystems() {
        double[] scores = random(1, 30);

        assertThat(bootstrap.meanDifference(scores, scores).pValueOfZero()).isEqualTo(1);
        assertThat(bootstrap.meanDifference(scores, scores).pValueBelow(0)).isEqualTo(1);
    }

    /// Of 10,000 draws the normal puts 13 three standard errors away, and not one beyond four.
    @Test
    void estimatesPValuesBeyondTheDraws() {
        int items = 2_000;
        Random random = new Random(3);
        double[] candidate =
                random.doubles(items).map(score -> 0.6 + 0.1 * score).toArray();
        double[] baseline = random(4, items);
        SampleMean shift = SampleMean.of(differences(candidate, baseline));
        BootstrapDistribution difference = bootstrap.meanDifference(candidate, baseline);

        double last = 1;
        for (double errors = 1; errors <= 6; errors += 0.5) {
            double p = difference.pValueBelow(shift.mean() + errors * shift.standardError());
            assertThat(p)
                    .as("at %s standard errors", errors)
                    .isBetween(0.6 * Normal.cumulative(-errors), 1.7 * Normal.cumulative(-errors))
                    .isLessThan(last);
            last = p;
        }
    }

    @Test
    void isCertainIfAllItemsDroppedEqually() {
        double[] baseline = new double[30];
        Arrays.fill(baseline, 0.75);

        assertThat(bootstrap.meanDifference(new double[30], baseline).pValueBelow(-0.5))
                .isZero();
        assertThat(bootstrap.meanDifference(new double[30], baseline).pValueBelow(-0.75))
                .isEqualTo(1);
    }

    /// Of a thousand draws fewer than five are beyond for p below 0.004: the same system twice gets there as
    /// often as that says, so what goes on without draws errs no more than what counts them.
    @Test
    void keepsItsErrorRateOnIdenticalSystemsEvenWithoutDraws() {
        int runs = 4_000;
        int sure = 0;
        Random random = new Random(17);
        for (int run = 0; run < runs; run++) {
            double[] candidate = random.doubles(40).toArray();
            double[] baseline = random.doubles(40).toArray();
            sure += new BootstrapResampler(1_000, run)
                                    .meanDifference(candidate, baseline)
                                    .pValueBelow(0)
                            < 0.004
                    ? 1
                    : 0;
        }

        // 16 are to be expected, with a standard deviation of 4
        assertThat(sure).isBetween(4, 28);
    }

    @Test
    void usesFewerDrawsForManyItems() {
        double[] scores = random(1, 100_000);

        assertThat(bootstrap.meanDifference(scores, scores).resamples()).isEqualTo(2_000);
        assertThat(bootstrap.meanDifference(random(1, 100), random(2, 100)).resamples())
                .isEqualTo(10_000);
    }

    @Test
    void refusesUnpairedScoresAndTooFewDraws() {
        assertThatThrownBy(() -> bootstrap.meanDifference(new double[3], new double[4]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bootstrap.meanDifference(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BootstrapResampler(999, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] random(long seed, int items) {
        return new Random(seed).doubles(items).toArray();
    }

    private static double[] differences(double[] candidate, double[] baseline) {
        double[] differences = new double[candidate.length];
        Arrays.setAll(differences, i -> candidate[i] - baseline[i]);
        return differences;
    }

    private static double[][] asStatistics(double[] scores) {
        return Arrays.stream(scores).mapToObj(score -> new double[] {score, 1}).toArray(double[][]::new);
    }

    private static double mean(double[] statistics) {
        return statistics[0] / statistics[1];
    }

    /// Pairs of count and value.
    private static double[] outcomes(int... countsAndValues) {
        double[] outcomes = new double[0];
        for (int i = 0; i < countsAndValues.length; i += 2) {
            int from = outcomes.length;
            outcomes = Arrays.copyOf(outcomes, from + countsAndValues[i]);
            Arrays.fill(outcomes, from, outcomes.length, countsAndValues[i + 1]);
        }
        return outcomes;
    }
}
