package io.plumbline.eval.judge.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The better of two answers, compared in both orders.
///
/// @param winner null on an error; neither if the preference depends on the order
/// @param consistent whether both orders gave the same result; null on an error
/// @param whenFirstCameFirst result in the given order; null on an error
/// @param whenSecondCameFirst result in the other order, translated to the given order; null on an error
/// @param manipulation whether an answer addresses the judge: these passages are then excluded from the
///     comparison
/// @param evidence evidence of the first order
/// @param error null without an error
public record PairwisePreference(
        @Nullable Choice winner,
        @Nullable Boolean consistent,
        @Nullable Choice whenFirstCameFirst,
        @Nullable Choice whenSecondCameFirst,
        boolean manipulation,
        @Nullable String evidence,
        @Nullable String reasoning,
        @Nullable String error,
        int calls,
        @Nullable BigDecimal costUsd,
        @Nullable String model) {

    /// An answer, or neither.
    public enum Choice {
        FIRST,
        SECOND,
        TIE;

        Choice swapped() {
            return switch (this) {
                case FIRST -> SECOND;
                case SECOND -> FIRST;
                case TIE -> TIE;
            };
        }
    }
}
