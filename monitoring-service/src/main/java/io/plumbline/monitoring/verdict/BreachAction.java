package io.plumbline.monitoring.verdict;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of detected harm.
public enum BreachAction implements AuditAction {
    DETECTED(
            "monitoring.breach.detected",
            "A canary, or a version promoted recently, is worse than allowed, a monitor has detected a change, or a service"
                    + " level objective spends its error budget too fast.");

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
