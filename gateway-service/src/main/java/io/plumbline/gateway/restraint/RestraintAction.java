package io.plumbline.gateway.restraint;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on restraints.
enum RestraintAction implements AuditAction {
    RESTRAINED(
            "gateway.route.restrained", "A route was held back for a time: paused, limited or guarded more strictly."),
    RELEASED("gateway.route.released", "A restraint on a route ended.");

    private final String code;
    private final String meaning;

    RestraintAction(String code, String meaning) {
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
