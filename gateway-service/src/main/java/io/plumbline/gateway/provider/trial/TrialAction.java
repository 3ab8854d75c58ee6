package io.plumbline.gateway.provider.trial;

import io.plumbline.kit.audit.AuditAction;

/// The audited action of testing a provider.
enum TrialAction implements AuditAction {
    TESTED("gateway.provider.tested", "The connection to a provider was tested with its stored credential.");

    private final String code;
    private final String meaning;

    TrialAction(String code, String meaning) {
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
