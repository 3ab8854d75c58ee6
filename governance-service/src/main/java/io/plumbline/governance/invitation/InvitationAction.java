package io.plumbline.governance.invitation;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of invitations.
enum InvitationAction implements AuditAction {
    CREATED("governance.invitation.created", "An annotator was invited, or got another link."),
    USED("governance.invitation.used", "An annotator opened their session with a link."),
    WITHDRAWN("governance.invitation.withdrawn", "The access of an invited annotator ended.");

    private final String code;
    private final String meaning;

    InvitationAction(String code, String meaning) {
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
