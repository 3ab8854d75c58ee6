package io.plumbline.gateway.approval;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on parked calls. Governance audits the decisions of people.
enum ParkedCallAction implements AuditAction {
    PARKED("gateway.parkedCall.parked", "A call was parked until a person decides."),
    RESUMED("gateway.parkedCall.resumed", "A parked call resumed after its approval.");

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
