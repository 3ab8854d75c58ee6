package io.plumbline.eval.gate.ledger.answer;

/// The effect of the guard policy on one question and its answer.
///
/// @param said the gateway's header `x-plumbline-guardrails`, for example `pii=redact:3;injection=allow`
/// @param alteredInput whether the question was altered
/// @param blockedInput whether the question never reached the model
/// @param alteredOutput whether the answer was altered
/// @param blockedOutput whether the answer was withheld
public record Guarding(
        String said, boolean alteredInput, boolean blockedInput, boolean alteredOutput, boolean blockedOutput) {

    /// Returns the effects on two calls of one conversation, with the last findings.
    public Guarding and(Guarding later) {
        return new Guarding(
                later.said().isEmpty() ? said : later.said(),
                alteredInput || later.alteredInput(),
                blockedInput || later.blockedInput(),
                alteredOutput || later.alteredOutput(),
                blockedOutput || later.blockedOutput());
    }
}
