package io.plumbline.gateway.approval;

import io.plumbline.kit.audit.AuditAction;

/// What is audited of parked calls; what people decide is audited by governance.
enum ParkedCallAction implements AuditAction {
    PARKED("gateway.parkedCall.parked", "A call waits until a person has decided about it."),
    RESUMED("gateway.parkedCall.resumed", "A call that a person has approved went on.");

    private final String code;
    private final String meaning;

    ParkedCallAction(String code, String meaning) {
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
