package io.plumbline.eval.gate.ledger.result;

import java.util.List;

/// A gate's findings on one slice of its items. Informative unless the suite lets the slice block: then its
/// limits are checks of the gate, besides those on all items.
///
/// @param name as in the dataset's records
/// @param items number of items of the slice, answered or not
/// @param small whether they are too few to be meaningful
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
