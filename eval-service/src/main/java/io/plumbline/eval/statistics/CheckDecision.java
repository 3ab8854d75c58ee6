package io.plumbline.eval.statistics;

import org.jspecify.annotations.Nullable;

/// What a check decided, and everything that one needs to see why.
///
/// @param value the score, or for a comparison the difference candidate − baseline
/// @param interval of the value
/// @param threshold what the value must not fall below: the floor, or minus the allowed drop
/// @param baseline the baseline's score, for a comparison
/// @param pValue one-sided, against "the value is not below the threshold": small means a sure FAIL. These are
///     the p-values to give to [Holm] where a gate has several checks
/// @param items on how many items the decision rests
/// @param itemsNeeded about how many decide four times out of five if the value is the true one; absent unless
///     INCONCLUSIVE, or if no practical number would
/// @param detectableEffect how far the true value must be from the threshold for so many items to decide four
///     times out of five; null where nobody knows
/// @param reason one or two sentences for people
public record CheckDecision(
        Outcome outcome,
        double value,
        Interval interval,
        double threshold,
        @Nullable Double baseline,
        double pValue,
        int items,
        @Nullable Integer itemsNeeded,
        @Nullable Double detectableEffect,
        String reason) {}
