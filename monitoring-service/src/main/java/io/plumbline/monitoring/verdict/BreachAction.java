package io.plumbline.monitoring.verdict;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of rollout verdicts.
enum BreachAction implements AuditAction {
    DETECTED("monitoring.breach.detected", "A canary, or a version promoted recently, is worse than allowed.");

    private final String code;
    private final String meaning;

    BreachAction(String code, String meaning) {
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
