package io.plumbline.monitoring.call;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions on the content of calls, which [io.plumbline.audit.PayloadReader] appends.
enum ContentAction implements AuditAction {
    READ("monitoring.payload.read", "The content of a call was requested, for the purpose that the event states."),
    SAMPLED(
            "monitoring.payload.sampled",
            "The contents of several calls were read by the service, for the purpose that the event states.");

    private final String code;
    private final String meaning;

    ContentAction(String code, String meaning) {
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
