package io.plumbline.governance.team;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of teams.
enum TeamAction implements AuditAction {
    CREATED("governance.team.created", "A team was created.");

    private final String code;
    private final String meaning;

    TeamAction(String code, String meaning) {
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
