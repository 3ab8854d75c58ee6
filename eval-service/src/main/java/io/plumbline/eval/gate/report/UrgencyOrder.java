package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.statistics.Outcome;
import java.util.Comparator;
import java.util.List;

/// The order in which people read the checks of a gate: what failed, then what is undecided, first where it
/// blocks, then where it does not; then all others as they come.
public final class UrgencyOrder {

    private static final List<String> URGENT = List.of(Outcome.FAIL.name(), Outcome.INCONCLUSIVE.name());

    private UrgencyOrder() {}

    public static List<GateCheck> of(List<GateCheck> checks) {
        return checks.stream()
                .sorted(Comparator.comparingInt(UrgencyOrder::rank))
                .toList();
    }

    private static int rank(GateCheck check) {
        int urgency = URGENT.indexOf(check.outcome());
        return urgency < 0 ? 2 * URGENT.size() : urgency + (check.blocking() ? 0 : URGENT.size());
    }
}
