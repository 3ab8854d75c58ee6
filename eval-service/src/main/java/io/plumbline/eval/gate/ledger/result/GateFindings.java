package io.plumbline.eval.gate.ledger.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The findings of a gate besides its checks.
///
/// @param slices the largest slices, and all blocking ones
/// @param flaky null if no item was answered more than once
/// @param evidence null for older gates
/// @param guarded the effect of the guard policy on the candidate's items; null for older gates
public record GateFindings(
        List<GateSlice> slices,
        @Nullable FlakyItems flaky,
        @Nullable Evidence evidence,
        @Nullable GuardedItems guarded) {

    public static final GateFindings NONE = new GateFindings(List.of(), null, null, null);

    /// Findings without a known effect of the guard policy.
    public GateFindings(List<GateSlice> slices, @Nullable FlakyItems flaky, @Nullable Evidence evidence) {
        this(slices, flaky, evidence, null);
    }

    public GateFindings {
        slices = List.copyOf(slices);
    }

    /// Returns a copy whose blocking slices are inconclusive.
    ///
    /// @param because the reason
    public GateFindings leftOpen(String because) {
        return new GateFindings(
                slices.stream()
                        .map(slice -> slice.blocking() ? slice.leftOpen(because) : slice)
                        .toList(),
                flaky,
                evidence,
                guarded);
    }

    public GateFindings resting(Evidence on) {
        return new GateFindings(slices, flaky, on, guarded);
    }
}
