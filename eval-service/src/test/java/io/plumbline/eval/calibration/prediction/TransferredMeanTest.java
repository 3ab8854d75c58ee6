package io.plumbline.eval.calibration.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.sampling.WeightedSample;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferredMeanTest {

    private static final int RUNS = 2_000;

    /// 2.5 of 100, and three standard deviations of what so many runs count.
    private static final int MOST_MISSED = 71;

    private static final double CONFIDENCE = 0.95;

    /// Right or wrong, with a judge that is right on a share of the good answers and of the bad ones.
    private record Judge(double sensitivity, double specificity, SplittableRandom random) {

        double human(double good) {
            return random.nextDouble() < good ? 1 : 0;
        }

        double verdict(double human) {
            return random.nextDouble() < (human == 1 ? sensitivity : 1 - specificity) ? 1 : 0;
        }

        double[] verdicts(double[] human) {
            return Arrays.stream(human).map(this::verdict).toArray();
        }

        /// What it gives on average.
        double mean(double good) {
            return good * sensitivity + (1 - good) * (1 - specificity);
        }
    }

    /// An interval of 95 % may lie wholly above people's mean in 2.5 of 100 gates, however few verdicts it rests
    /// on: else a floor would pass that is not reached.
    @ParameterizedTest
    @CsvSource({
        // verdicts, people's mean, sensitivity, specificity, labels
        "6,  0.90, 1,    1,    200",
        "6,  0.95, 1,    1,    200",
        "6,  0.99, 1,    1,    200",
        "20, 0.90, 1,    1,    200",
        "20, 0.95, 1,    1,    200",
        "20, 0.99, 1,    1,    200",
        "50, 0.90, 1,    1,    200",
        "50, 0.95, 1,    1,    200",
        "50, 0.99, 1,    1,    200",
        "20, 0.90, 0.99, 0.95, 200",
        "50, 0.90, 0.99, 0.95, 60",
        "50, 0.95, 0.99, 0.90, 200",
        "50, 0.99, 0.99, 0.50, 200",
        "20, 0.95, 0.90, 0.90, 30",
        "50, 0.05, 0.95, 0.98, 100",
    })
    void isSeldomSureOfWhatIsNotSoWhereAnswersAreRightOrWrong(
            int verdicts, double good, double sensitivity, double specificity, int labels) {
        Judge judge = new Judge(sensitivity, specificity, new SplittableRandom(20261127));
        assertMissesSeldom(good, () -> good, judge, verdicts, labels);
    }

    private static void assertMissesSeldom(double truth, DoubleSupplier good, Judge judge, int verdicts, int labels) {
        int above = 0;
        int below = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] human = fill(labels, () -> judge.human(good.getAsDouble()));
            double[] judged = fill(verdicts, () -> judge.verdict(judge.human(good.getAsDouble())));
            TransferredMean mean =
                    TransferredMean.of(human, judge.verdicts(human), WeightedSample.ofEqual(judged), CONFIDENCE);
            above += mean.interval().low() > truth ? 1 : 0;
            below += mean.interval().high() < truth ? 1 : 0;
        }
        assertThat(above).as("above the truth, of %d", RUNS).isLessThanOrEqualTo(MOST_MISSED);
        assertThat(below).as("below the truth, of %d", RUNS).isLessThanOrEqualTo(MOST_MISSED);
    }

    /// Levels of a rubric: mostly the best, some the next, now and then the worst.
    @ParameterizedTest
    @CsvSource({
        "6,  0.90",
        "6,  0.95",
        "6,  0.99",
        "20, 0.90",
        "20, 0.95",
        "20, 0.99",
        "50, 0.90",
        "50, 0.95",
        "50, 0.99"
    })
    void isSeldomSureOfWhatIsNotSoWhereAnswersAreGraded(int verdicts, double truth) {
        SplittableRandom random = new SplittableRandom(20261127);
        DoubleSupplier level = () -> {
            double drawn = random.nextDouble();
            return drawn < (1 - truth) / 2 ? 0 : drawn < (1 - truth) * 5 / 2 ? 0.75 : 1;
        };
        int above = 0;
        int below = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] human = fill(100, level);
            // a level off in one of ten, as often up as down
            double[] judge = Arrays.stream(human)
                    .map(score -> {
                        double drawn = random.nextDouble();
                        return score == 0.75 && drawn < 0.2 ? (drawn < 0.1 ? 0.5 : 1) : score;
                    })
                    .toArray();
            double[] judged = fill(verdicts, level);
            TransferredMean mean = TransferredMean.of(human, judge, WeightedSample.ofEqual(judged), CONFIDENCE);
            above += mean.interval().low() > truth ? 1 : 0;
            below += mean.interval().high() < truth ? 1 : 0;
        }
        assertThat(above).as("above the truth, of %d", RUNS).isLessThanOrEqualTo(MOST_MISSED);
        assertThat(below).as("below the truth, of %d", RUNS).isLessThanOrEqualTo(MOST_MISSED);
    }

    /// 200 questions on ten documents, of each of which all answers are good or all are bad.
    @Test
    void countsSimilarItemsOnce() {
        SplittableRandom random = new SplittableRandom(8);
        List<String> clusters = IntStream.range(0, 200)
                .mapToObj(item -> "document " + item % 10)
                .toList();
        double[] labels = fill(200, () -> random.nextDouble() < 0.5 ? 1 : 0);
        double[] probabilities = fill(200, () -> 1);
        int above = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] documents = fill(10, () -> random.nextDouble() < 0.9 ? 1 : 0);
            double[] judged = new double[200];
            Arrays.setAll(judged, item -> documents[item % 10]);
            above += TransferredMean.of(
                                            labels,
                                            labels,
                                            WeightedSample.ofClusters(judged, probabilities, clusters),
                                            CONFIDENCE)
                                    .interval()
                                    .low()
                            > 0.9
                    ? 1
                    : 0;
        }
        assertThat(above).as("of %d", RUNS).isLessThanOrEqualTo(MOST_MISSED);
    }

    /// Half of the items are five times as likely to be drawn, and the few bad ones are among the others.
    @Test
    void isRarelyCertainIfBadItemsWereRarelySampled() {
        SplittableRandom random = new SplittableRandom(9);
        double[] labels = fill(200, () -> random.nextDouble() < 0.5 ? 1 : 0);
        int above = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] probabilities = new double[60];
            double[] judged = new double[60];
            for (int i = 0; i < 60; i++) {
                boolean seldom = i % 6 == 0;
                probabilities[i] = seldom ? 0.1 : 0.5;
                judged[i] = seldom && random.nextDouble() < 0.2 ? 0 : 1;
            }
            TransferredMean mean =
                    TransferredMean.of(labels, labels, WeightedSample.of(judged, probabilities), CONFIDENCE);
            above += mean.interval().low() > 0.9 ? 1 : 0;
        }
        assertThat(above).as("of %d", RUNS).isLessThanOrEqualTo(MOST_MISSED);
    }

    @Test
    void isAsNarrowAsTheRatingsAndLabelsAllow() {
        Judge judge = new Judge(0.9, 0.9, new SplittableRandom(3));
        double[] human = fill(400, () -> judge.human(0.7));
        double[] judged = fill(1_000, () -> judge.verdict(judge.human(0.7)));
        TransferredMean mean =
                TransferredMean.of(human, judge.verdicts(human), WeightedSample.ofEqual(judged), CONFIDENCE);

        double student = 2 * 1.96 * Math.sqrt(0.1 / 400 + judge.mean(0.7) * (1 - judge.mean(0.7)) / 1_000);
        assertThat(mean.interval().width()).isBetween(0.9 * student, 1.2 * student);
        assertThat(mean.pValueBelow(mean.interval().high())).isCloseTo(0.025, within(1e-6));
        assertThat(mean.pValueBelow(mean.interval().low())).isCloseTo(0.975, within(1e-6));
        assertThat(mean.pValueBelow(mean.value())).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void transfersOnlyTheErrorFromLabelsOfOtherAnswers() {
        SplittableRandom random = new SplittableRandom(4);
        // the labelled answers were half good; those that are asked about are far better
        Judge labelled = new Judge(0.9, 0.9, random);
        Judge asked = new Judge(0.95, 0.5, random); // off by nothing on average, as on the labelled ones
        int covered = 0;
        for (int run = 0; run < 1_000; run++) {
            double[] human = fill(200, () -> labelled.human(0.5));
            double[] judged = fill(300, () -> asked.verdict(asked.human(0.9)));
            TransferredMean mean = TransferredMean.of(
                    human, labelled.verdicts(human), WeightedSample.of(judged, fill(300, () -> 0.1)), CONFIDENCE);
            covered += mean.interval().contains(0.905) ? 1 : 0;
        }
        assertThat(covered).as("of 1,000").isGreaterThanOrEqualTo(930);
    }

    @Test
    void isWideButFiniteIfOneDocumentDominates() {
        double[] labels = fill(200, () -> 0.5);
        double[] probabilities = fill(206, () -> 1);
        List<String> clusters = IntStream.range(0, 206)
                .mapToObj(item -> item < 200 ? "handbook" : "page " + item)
                .toList();
        TransferredMean mean = TransferredMean.of(
                labels, labels, WeightedSample.ofClusters(fill(206, () -> 0.9), probabilities, clusters), 1 - 1e-9);

        assertThat(mean.value()).isCloseTo(0.9, within(1e-12));
        assertThat(mean.interval().width()).isGreaterThan(0.9);
        assertThat(mean.pValueBelow(0.99)).isBetween(0.05, 0.5);
        assertThat(mean.pValueBelow(0.1)).isBetween(0.5, 1.0);
    }

    @Test
    void refusesTooFewLabels() {
        WeightedSample judged = WeightedSample.ofEqual(new double[20]);
        assertThatThrownBy(() -> TransferredMean.of(new double[9], new double[9], judged, CONFIDENCE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransferredMean.of(new double[20], new double[19], judged, CONFIDENCE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] fill(int count, DoubleSupplier value) {
        double[] values = new double[count];
        Arrays.setAll(values, _ -> value.getAsDouble());
        return values;
    }
}
