package io.plumbline.eval.scorer;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of scorers.
enum ScorerAction implements AuditAction {
    REGISTERED("eval.scorer.registered", "A version of a custom scorer was registered."),
    SECRET_REPLACED("eval.scorer.secretReplaced", "The secret that signs calls to a scorer over HTTP was stored.");

    private final String code;
    private final String meaning;

    ScorerAction(String code, String meaning) {
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
