package io.plumbline.governance.user;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of users.
enum UserAction implements AuditAction {
    CREATED("governance.user.created", "A user was created."),
    GRANTED("governance.user.granted", "The roles of a user were set."),
    PASSWORD_CHANGED("governance.user.passwordChanged", "The password of a user was set."),
    DISABLED("governance.user.disabled", "A user may no longer sign in."),
    ENABLED("governance.user.enabled", "A user may sign in again.");

    private final String code;
    private final String meaning;

    UserAction(String code, String meaning) {
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
