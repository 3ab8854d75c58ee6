package io.plumbline.eval.judge.verdict;

import io.plumbline.eval.rubric.RubricDocument;

/// A judge as it is asked.
///
/// @param name of it, for tags
/// @param digest of everything that its verdicts depend on
/// @param model of the calls through the gateway
/// @param samples how often it is asked where the provider gives no log-probabilities, at least 1
/// @param temperature 0..2
public record JudgeSetting(
        String name, String digest, RubricDocument rubric, String model, int samples, double temperature, long seed) {

    /// Of the words that judges are asked with: other words make other verdicts, and another digest.
    public static final String PROMPT_EDITION = "1";
}
