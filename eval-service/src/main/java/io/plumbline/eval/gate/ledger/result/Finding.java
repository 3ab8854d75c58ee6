package io.plumbline.eval.gate.ledger.result;

import io.plumbline.eval.statistics.check.Outcome;
import java.util.List;

/// A verdict, stored from when it is found until the gate ends with it.
///
/// @param items number of items behind it
public record Finding(Outcome verdict, List<GateCheck> checks, GateFindings findings, int items) {

    public Finding {
        checks = List.copyOf(checks);
    }
}
