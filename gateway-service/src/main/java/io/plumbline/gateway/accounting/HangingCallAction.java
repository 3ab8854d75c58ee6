package io.plumbline.gateway.accounting;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of calls that do not end.
enum HangingCallAction implements AuditAction {
    DETECTED(
            "gateway.hangingCall.detected",
            "A call of a rollout has not ended for a long time. It counts as an error of its variant.");

    private final String code;
    private final String meaning;

    HangingCallAction(String code, String meaning) {
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
