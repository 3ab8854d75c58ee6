package io.plumbline.eval.judge.rating;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of judging one item: a score, or an error, which counts as neither good nor bad.
///
/// @param score of the rubric, 0..1; null for an error
/// @param deviation how much the judge wavered, on the same scale; null for an error
/// @param ratings by criterion; empty for an error
/// @param method how the score was found; null for an error
/// @param manipulation whether the answer speaks to the judge; the score is then the lower of those with and
///     without the passages that do
/// @param error null unless it is one; short, without anything of question, answer or verdict
/// @param calls that were made
/// @param costUsd of the calls; null when unknown
/// @param model that the provider says has answered; null when it does not say
public record Judgement(
        @Nullable Double score,
        @Nullable Double deviation,
        List<Rating> ratings,
        @Nullable Method method,
        boolean manipulation,
        @Nullable String error,
        int calls,
        @Nullable BigDecimal costUsd,
        @Nullable String model) {

    public Judgement {
        ratings = List.copyOf(ratings);
    }

    /// How levels became a score.
    public enum Method {
        /// Weighted by the probabilities of the levels.
        LOGPROBS,
        /// The mean of several verdicts.
        SAMPLES,
        /// One verdict, as it is.
        SINGLE
    }
}
