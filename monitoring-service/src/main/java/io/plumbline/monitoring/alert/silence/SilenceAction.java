package io.plumbline.monitoring.alert.silence;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of silences.
enum SilenceAction implements AuditAction {
    CREATED("monitoring.alertSilence.created", "A silence was created: certain alerts send no messages for a time."),
    ENDED("monitoring.alertSilence.ended", "A silence was ended before its time.");

    private final String code;
    private final String meaning;

    SilenceAction(String code, String meaning) {
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
