package io.plumbline.governance.login;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of signing in.
enum SignInAction implements AuditAction {
    SIGNED_IN("governance.user.signedIn", "Somebody signed in, or tried to and was denied."),
    THROTTLED("governance.user.signInThrottled", "Tries to sign in are stopped for a while; once for each that is.");

    private final String code;
    private final String meaning;

    SignInAction(String code, String meaning) {
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
