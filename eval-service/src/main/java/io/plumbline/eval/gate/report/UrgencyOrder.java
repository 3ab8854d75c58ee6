package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.Comparator;
import java.util.List;

/// The display order of checks: failed ones, then inconclusive ones, blocking before non-blocking; then all
/// others in their original order.
final class UrgencyOrder {

    private static final List<String> URGENT = List.of(CheckOutcome.FAIL.name(), CheckOutcome.INCONCLUSIVE.name());

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
