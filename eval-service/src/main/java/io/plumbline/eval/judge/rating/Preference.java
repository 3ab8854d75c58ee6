package io.plumbline.eval.judge.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Which of two answers is better, asked in both orders.
///
/// @param winner null for an error; a judge that prefers another answer when the order changes prefers none
/// @param consistent whether both orders gave the same; null for an error
/// @param whenFirstCameFirst what was said of the answers in the order given; null for an error
/// @param whenSecondCameFirst what was said in the other order, put back into the order given; null for an
///     error
/// @param manipulation whether an answer speaks to the judge: the comparison is then of the answers without
///     it
/// @param evidence of the first order
/// @param error null unless it is one
public record Preference(
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
