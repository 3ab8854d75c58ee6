package io.plumbline.eval.judge.rating;

import io.plumbline.eval.rubric.RubricDocument;
import org.jspecify.annotations.Nullable;

/// The settings of a judge's calls.
///
/// @param name its name, for tags
/// @param digest digest of all dependencies of its ratings
/// @param model model of the calls through the gateway
/// @param samples number of ratings if the provider returns no log-probabilities, at least 1
/// @param temperature 0..2
/// @param served digest of the required served configuration; null if any is accepted, as for a route
public record JudgeSetting(
        String name,
        String digest,
        RubricDocument rubric,
        String model,
        int samples,
        double temperature,
        long seed,
        @Nullable String served) {

    /// Settings without a required served configuration.
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

    /// Returns a copy with this required served configuration.
    public JudgeSetting servedBy(@Nullable String configuration) {
        return new JudgeSetting(name, digest, rubric, model, samples, temperature, seed, configuration);
    }

    /// The edition of the judge's prompt: other words give other ratings, and another digest.
    public static final String PROMPT_EDITION = "1";
}
