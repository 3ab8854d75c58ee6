package io.plumbline.eval.harm.ledger;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of harm measurements.
public enum HarmAction implements AuditAction {
    REQUESTED("eval.harm.requested", "A measurement of bias, hallucination or toxicity was requested."),
    FINISHED("eval.harm.finished", "A measurement of bias, hallucination or toxicity ended with results."),
    FAILED("eval.harm.failed", "A measurement of bias, hallucination or toxicity could not run as requested."),
    CANCELLED("eval.harm.cancelled", "A measurement of bias, hallucination or toxicity was cancelled.");

    private final String code;
    private final String meaning;

    HarmAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
