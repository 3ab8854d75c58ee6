package io.plumbline.governance.approval;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of approvals.
enum ApprovalAction implements AuditAction {
    REQUESTED("governance.approval.requested", "An approval was asked for."),
    RAISED("governance.approval.raised", "A pending approval needs more approvers than before."),
    DECIDED("governance.approval.decided", "Somebody approved or rejected."),
    EXPIRED("governance.approval.expired", "Nobody decided in time."),
    REVOKED("governance.approval.revoked", "Somebody took back an approval that had been granted.");

    private final String code;
    private final String meaning;

    ApprovalAction(String code, String meaning) {
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
