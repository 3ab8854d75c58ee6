package io.plumbline.governance.login;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of signing in.
enum SignInAction implements AuditAction {
    SIGNED_IN("governance.user.signedIn", "A user signed in, or a sign-in was denied."),
    THROTTLED(
            "governance.user.signInThrottled",
            "Sign-in attempts are throttled for a while. One event per throttled account or address.");

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
