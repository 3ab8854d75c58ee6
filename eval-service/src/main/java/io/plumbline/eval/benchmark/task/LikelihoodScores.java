package io.plumbline.eval.benchmark.task;

import java.util.List;

/// Scores of a multiple-choice question from the log-likelihood of each choice, as the reference harness computes them
/// (lm-evaluation-harness at 4e7e0d47, `process_results` of multiple choice and of TruthfulQA).
public final class LikelihoodScores {

    private LikelihoodScores() {}

    /// Whether the likeliest choice is correct.
    public static boolean accuracy(double[] logLikelihoods, int correct) {
        return likeliest(logLikelihoods) == correct;
    }

    /// Whether the likeliest choice per character is correct.
    public static boolean normalisedAccuracy(double[] logLikelihoods, List<String> choices, int correct) {
        double[] perCharacter = new double[logLikelihoods.length];
        for (int i = 0; i < perCharacter.length; i++) {
            String choice = choices.get(i);
            perCharacter[i] = logLikelihoods[i] / choice.codePointCount(0, choice.length());
        }
        return likeliest(perCharacter) == correct;
    }

    /// Returns the share of the probability that is on true choices.
    ///
    /// @param correct indices of the true choices
    public static double massOnTrue(double[] logLikelihoods, List<Integer> correct) {
        double all = 0;
        double right = 0;
        for (int i = 0; i < logLikelihoods.length; i++) {
            double probability = Math.exp(logLikelihoods[i]);
            all += probability;
            right += correct.contains(i) ? probability : 0;
        }
        return all == 0 ? 0 : right / all;
    }

    private static int likeliest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
