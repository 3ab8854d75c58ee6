package io.plumbline.eval.gate.ledger;

/// Which answer of a gate.
public record AnswerKey(Side side, int item, int repeat) {}
