package io.plumbline.eval.gate.ledger.answer;

import io.plumbline.eval.gate.ledger.Side;

/// Identifies an answer of a gate.
public record AnswerKey(Side side, int item, int repeat) {}
