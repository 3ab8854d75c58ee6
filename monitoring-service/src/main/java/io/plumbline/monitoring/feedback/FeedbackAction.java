package io.plumbline.monitoring.feedback;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of feedback.
enum FeedbackAction implements AuditAction {
    RECEIVED(
            "monitoring.feedback.received",
            "Feedback on the answer of a call was received. The event never contains its comment.");

    private final String code;
    private final String meaning;

    FeedbackAction(String code, String meaning) {
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
