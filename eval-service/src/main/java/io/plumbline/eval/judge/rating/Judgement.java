package io.plumbline.eval.judge.rating;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of rating one item: a score, or an error, which counts as neither good nor bad.
///
/// @param score score of the rubric, 0..1; null on an error
/// @param deviation variation of the score, on the same scale; null on an error
/// @param ratings by criterion; empty on an error
/// @param method how the score was computed; null on an error
/// @param manipulation whether the answer addresses the judge; the score is then the lower of those with and
///     without these passages
/// @param error null without an error; short, without text of the question, answer or rating
/// @param calls number of calls
/// @param tokens tokens of the calls, in and out
/// @param costUsd cost of the calls; null if unknown
/// @param model the model that answered according to the provider; null if not reported
public record Judgement(
        @Nullable Double score,
        @Nullable Double deviation,
        List<Rating> ratings,
        @Nullable Method method,
        boolean manipulation,
        @Nullable String error,
        int calls,
        long tokens,
        @Nullable BigDecimal costUsd,
        @Nullable String model) {

    public Judgement {
        ratings = List.copyOf(ratings);
    }

    /// The methods of computing a score from levels.
    public enum Method {
        /// Weighted by the probabilities of the levels.
        LOGPROBS,
        /// The mean of several ratings.
        SAMPLES,
        /// A single rating, unchanged.
        SINGLE
    }
}
