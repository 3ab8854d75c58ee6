package io.plumbline.eval.gate.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gate found beside its checks.
///
/// @param slices the largest ones, and all that block
/// @param flaky null when no item was answered more than once
/// @param evidence null for gates from before it was kept
/// @param guarded what the guard policy did to the candidate's items; null for gates from before it was kept
public record GateFindings(
        List<GateSlice> slices,
        @Nullable FlakyItems flaky,
        @Nullable Evidence evidence,
        @Nullable GuardedItems guarded) {

    public static final GateFindings NONE = new GateFindings(List.of(), null, null, null);

    /// One of which it is not known what the guard policy did.
    public GateFindings(List<GateSlice> slices, @Nullable FlakyItems flaky, @Nullable Evidence evidence) {
        this(slices, flaky, evidence, null);
    }

    public GateFindings {
        slices = List.copyOf(slices);
    }

    /// The same where nothing follows from what slices show that block.
    ///
    /// @param because why
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
