package io.plumbline.eval.gate.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One metric on the items of a slice.
///
/// @param name of the metric
/// @param items on which the value rests; clusters, where items belong together
/// @param value the candidate's score; null when no item of the slice was scored
/// @param ciLow lower end of the value's interval; null when there is none, as with fewer than six graded
///     scores
/// @param baseline the baseline's score on the same items; null without one
/// @param difference candidate less baseline
/// @param differenceLow lower end of the difference's interval
/// @param outcome PASS, FAIL or INCONCLUSIVE by the metric's limits; SKIPPED where it has none
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SliceCheck(
        String name,
        int items,
        @Nullable Double value,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Double baseline,
        @Nullable Double difference,
        @Nullable Double differenceLow,
        @Nullable Double differenceHigh,
        String outcome,
        String reason) {

    /// The same with another outcome, and why.
    public SliceCheck decided(String other, String because) {
        return new SliceCheck(
                name, items, value, ciLow, ciHigh, baseline, difference, differenceLow, differenceHigh, other, because);
    }
}
