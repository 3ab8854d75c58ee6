package io.plumbline.bench.hallucination;

import java.util.List;

/// A logistic regression, fitted by gradient descent. For a few features and some thousand items.
final class LinearFit {

    private static final int STEPS = 3_000;
    private static final double RATE = 0.3;
    private static final double RIDGE = 1e-3;

    private final double[] weights;

    private LinearFit(double[] weights) {
        this.weights = weights;
    }

    /// @param features of each item, equally many
    /// @param labels of each item
    static LinearFit of(List<double[]> features, List<Boolean> labels) {
        double[] weights = new double[features.getFirst().length];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[weights.length];
            for (int i = 0; i < features.size(); i++) {
                double[] item = features.get(i);
                double error = 1 / (1 + Math.exp(-product(weights, item))) - (labels.get(i) ? 1 : 0);
                for (int j = 0; j < weights.length; j++) {
                    gradient[j] += error * item[j];
                }
            }
            for (int j = 0; j < weights.length; j++) {
                weights[j] -= RATE * (gradient[j] / features.size() + RIDGE * weights[j]);
            }
        }
        return new LinearFit(weights);
    }

    double score(double[] item) {
        return product(weights, item);
    }

    private static double product(double[] weights, double[] item) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * item[i];
        }
        return sum;
    }
}
