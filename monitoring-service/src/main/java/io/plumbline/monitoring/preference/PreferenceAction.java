package io.plumbline.monitoring.preference;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of preference data.
enum PreferenceAction implements AuditAction {
    EXPORTED(
            "monitoring.preference.exported",
            "Feedback was exported as preference data for training. The event has the numbers, never a text."),
    STORED(
            "monitoring.preference.stored",
            "Feedback was stored as preference data in a version of a dataset. The event has the numbers.");

    private final String code;
    private final String meaning;

    PreferenceAction(String code, String meaning) {
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
