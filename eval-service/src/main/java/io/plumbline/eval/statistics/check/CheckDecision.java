package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/// A check's decision with everything that explains it.
///
/// @param value the score, or for a comparison the difference candidate − baseline
/// @param interval interval of the value
/// @param threshold the minimum of the value: the floor, or minus the allowed drop
/// @param baseline the baseline's score, for a comparison
/// @param pValue one-sided, against "the value is not below the threshold": small means a certain FAIL. Use these
///     p-values with [io.plumbline.eval.statistics.multiplicity.Holm] if a gate has several checks
/// @param items number of items behind the decision
/// @param itemsNeeded approximate number that decides four times out of five if the observed value is the true
///     one; absent unless INCONCLUSIVE, or if no practical number would
/// @param detectableEffect the distance of the true value from the threshold at which this number of items
///     decides four times out of five; null if unknown
/// @param reason one or two sentences for people
public record CheckDecision(
        CheckOutcome outcome,
        double value,
        ConfidenceInterval interval,
        double threshold,
        @Nullable Double baseline,
        double pValue,
        int items,
        @Nullable Integer itemsNeeded,
        @Nullable Double detectableEffect,
        String reason) {}
