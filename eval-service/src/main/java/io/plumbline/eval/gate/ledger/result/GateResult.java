package io.plumbline.eval.gate.ledger.result;

import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.List;

/// A verdict, stored from when it is found until the gate ends with it.
///
/// @param items number of items behind it
public record GateResult(CheckOutcome verdict, List<GateCheck> checks, GateFindings findings, int items) {

    public GateResult {
        checks = List.copyOf(checks);
    }
}
