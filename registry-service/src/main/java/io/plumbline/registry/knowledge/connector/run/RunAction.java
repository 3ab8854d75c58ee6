package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of runs.
enum RunAction implements AuditAction {
    STARTED("registry.connector.runStarted", "A run of a connector began, on request or by its schedule."),
    ENDED("registry.connector.runEnded", "A run of a connector ended. The event has its counts.");

    private final String code;
    private final String meaning;

    RunAction(String code, String meaning) {
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
