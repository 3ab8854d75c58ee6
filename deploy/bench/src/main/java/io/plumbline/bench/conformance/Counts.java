package io.plumbline.bench.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// The results of detection in one text, or in several together.
///
/// @param hits     correct findings
/// @param found    all findings
/// @param detected labels that were found
/// @param touched  labels of which at least a part was found
/// @param labels   all labels
record Counts(int hits, int found, int detected, int touched, int labels) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private static final int RESAMPLES = 400;
    private static final long SEED = 20_261_125;
    private static final double TAIL = 0.025;

    Counts plus(Counts other) {
        return new Counts(
                hits + other.hits,
                found + other.found,
                detected + other.detected,
                touched + other.touched,
                labels + other.labels);
    }

    static Counts sum(List<Counts> texts) {
        return texts.stream().reduce(NONE, Counts::plus);
    }

    double precision() {
        return found == 0 ? Double.NaN : (double) hits / found;
    }

    double recall() {
        return labels == 0 ? Double.NaN : (double) detected / labels;
    }

    double touch() {
        return labels == 0 ? Double.NaN : (double) touched / labels;
    }

    /// The weighted harmonic mean of precision and recall.
    ///
    /// @param beta the weight of recall
    double f(double beta) {
        double precision = found == 0 ? 0 : precision();
        double square = beta * beta;
        double below = square * precision + recall();
        return below == 0 ? 0 : (1 + square) * precision * recall() / below;
    }

    /// A measure over all texts, with an interval by resampling whole texts, because findings within one text
    /// depend on each other.
    static MeasuredRate measure(List<Counts> texts, ToDoubleFunction<Counts> what) {
        double value = what.applyAsDouble(sum(texts));
        if (Double.isNaN(value)) {
            return new MeasuredRate(value, value, value);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] resampled = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            Counts sum = NONE;
            for (int text = 0; text < texts.size(); text++) {
                sum = sum.plus(texts.get(random.nextInt(texts.size())));
            }
            double each = what.applyAsDouble(sum);
            resampled[i] = Double.isNaN(each) ? value : each;
        }
        Arrays.sort(resampled);
        int tail = (int) (TAIL * RESAMPLES);
        return new MeasuredRate(value, resampled[tail], resampled[RESAMPLES - 1 - tail]);
    }
}
