package io.plumbline.eval.gate.ledger;

import java.util.List;

/// What a gate found of one slice of its items. For information, unless the suite lets the slice block: then
/// its limits are checks of the gate, beside those on all items.
///
/// @param name as the dataset's records have it
/// @param items of the slice, answered or not
/// @param small whether they are so few that they tell little
/// @param blocking whether the suite lets it block
public record GateSlice(String name, int items, boolean small, boolean blocking, List<SliceCheck> checks) {

    private static final List<String> DECIDED = List.of("PASS", "FAIL");

    public GateSlice {
        checks = List.copyOf(checks);
    }

    GateSlice leftOpen(String because) {
        return new GateSlice(
                name,
                items,
                small,
                blocking,
                checks.stream()
                        .map(check -> DECIDED.contains(check.outcome())
                                ? check.decided("INCONCLUSIVE", check.reason() + " " + because)
                                : check)
                        .toList());
    }
}
