package io.plumbline.eval.judge.rating;

import io.plumbline.eval.rubric.RubricDocument;
import org.jspecify.annotations.Nullable;

/// A judge as it is asked.
///
/// @param name of it, for tags
/// @param digest of everything that its verdicts depend on
/// @param model of the calls through the gateway
/// @param samples how often it is asked where the provider gives no log-probabilities, at least 1
/// @param temperature 0..2
/// @param served digest of the served configuration by which it is to answer; null where that is not held against
///     anything, as of a route
public record JudgeSetting(
        String name,
        String digest,
        RubricDocument rubric,
        String model,
        int samples,
        double temperature,
        long seed,
        @Nullable String served) {

    /// One of which it is not known how it is served.
    public JudgeSetting(
            String name,
            String digest,
            RubricDocument rubric,
            String model,
            int samples,
            double temperature,
            long seed) {
        this(name, digest, rubric, model, samples, temperature, seed, null);
    }

    /// The same, to be served just so.
    public JudgeSetting servedBy(@Nullable String configuration) {
        return new JudgeSetting(name, digest, rubric, model, samples, temperature, seed, configuration);
    }

    /// Of the words that judges are asked with: other words make other verdicts, and another digest.
    public static final String PROMPT_EDITION = "1";
}
