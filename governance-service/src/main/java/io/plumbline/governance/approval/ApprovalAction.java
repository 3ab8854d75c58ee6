package io.plumbline.governance.approval;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of approvals.
enum ApprovalAction implements AuditAction {
    REQUESTED("governance.approval.requested", "An approval was requested."),
    RAISED("governance.approval.raised", "The number of approvers of a pending approval was raised."),
    DECIDED("governance.approval.decided", "An approver approved or rejected a request."),
    EXPIRED("governance.approval.expired", "An approval expired without a decision."),
    REVOKED("governance.approval.revoked", "A granted approval was revoked.");

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
