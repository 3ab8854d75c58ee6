package io.plumbline.eval.gate.ledger;

import java.util.List;

/// A gate with what was asked and answered.
public record GateDetails(Gate gate, List<GateItem> items, List<GateAnswer> answers) {}
