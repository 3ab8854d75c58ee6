package io.plumbline.eval.gate.ledger.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One metric on the items of a slice.
///
/// @param name name of the metric
/// @param items number of items behind the value; clusters if items belong together
/// @param value the candidate's score; null if no item of the slice was scored
/// @param ciLow lower end of the value's interval; null if there is none, for example with fewer than six graded
///     scores
/// @param baseline score of the baseline on the same items; null without one
/// @param difference candidate − baseline
/// @param differenceLow lower end of the difference's interval
/// @param outcome PASS, FAIL or INCONCLUSIVE by the metric's limits; SKIPPED without limits
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

    /// Returns a copy with another outcome and its reason.
    public SliceCheck decided(String other, String because) {
        return new SliceCheck(
                name, items, value, ciLow, ciHigh, baseline, difference, differenceLow, differenceHigh, other, because);
    }
}
