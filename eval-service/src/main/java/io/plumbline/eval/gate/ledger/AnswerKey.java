package io.plumbline.eval.gate.ledger;

/// Identifies an answer of a gate.
public record AnswerKey(Side side, int item, int repeat) {}
