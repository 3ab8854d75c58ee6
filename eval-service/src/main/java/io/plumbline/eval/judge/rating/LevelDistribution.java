package io.plumbline.eval.judge.rating;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The distribution of a level by the provider's probabilities for its token. G-Eval's score is its mean: Σ level
/// · p(level).
///
/// Only tokens that are levels of the scale with at least 1 % count; they are normalised to sum to 1.
///
/// @param mean expected level
/// @param deviation standard deviation of the level, 0 for a certain judge
/// @see <a href="https://arxiv.org/abs/2303.16634">Liu et al. 2023</a>
record LevelDistribution(double mean, double deviation) {

    /// Number of alternatives to request: OpenAI's maximum.
    static final int CANDIDATES = 20;

    private static final double LEAST_PROBABILITY = 0.01;
    private static final int LONGEST_LEVEL = 3;

    /// @param logprobs `choices[0].logprobs` of the answer
    /// @param offset position of the level's first digit in the answer's text
    /// @param level the level in the answer
    /// @return empty if the provider returns none for it, for example if one number is two tokens
    static Optional<LevelDistribution> at(JsonNode logprobs, int offset, int level, int min, int max) {
        int end = 0;
        for (JsonNode token : logprobs.path("content")) {
            String text = token.path("token").asString("");
            end += text.length();
            if (end > offset) {
                return parse(text, min, max) == level ? of(token.path("top_logprobs"), min, max) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<LevelDistribution> of(JsonNode candidates, int min, int max) {
        double total = 0;
        double sum = 0;
        double squares = 0;
        for (JsonNode candidate : candidates) {
            double probability = Math.exp(candidate.path("logprob").asDouble(Double.NEGATIVE_INFINITY));
            int level = parse(candidate.path("token").asString(""), min, max);
            if (level >= min && probability >= LEAST_PROBABILITY) {
                total += probability;
                sum += probability * level;
                squares += probability * level * level;
            }
        }
        if (!(total > 0)) {
            return Optional.empty();
        }
        double mean = sum / total;
        return Optional.of(new LevelDistribution(mean, Math.sqrt(Math.max(0, squares / total - mean * mean))));
    }

    /// Returns the level of a token; below the scale for any other token.
    private static int parse(String token, int min, int max) {
        String digits = token.strip();
        if (digits.isEmpty()
                || digits.length() > LONGEST_LEVEL
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return min - 1;
        }
        int level = Integer.parseInt(digits);
        return level <= max ? level : min - 1;
    }
}
