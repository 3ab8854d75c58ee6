package io.plumbline.eval.gate.ledger;

/// What the guard policy did to one question and its answer.
///
/// @param said the gateway's header `x-plumbline-guardrails`, such as `pii=redact:3;injection=allow`
/// @param alteredInput whether the model was shown another question than the item's
/// @param blockedInput whether the question never reached the model
/// @param alteredOutput whether the answer is another than the model's
/// @param blockedOutput whether the answer was withheld
public record Guarding(
        String said, boolean alteredInput, boolean blockedInput, boolean alteredOutput, boolean blockedOutput) {}
