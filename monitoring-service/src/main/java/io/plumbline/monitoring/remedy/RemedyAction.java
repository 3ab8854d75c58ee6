package io.plumbline.monitoring.remedy;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of remedies and of their runs.
enum RemedyAction implements AuditAction {
    CREATED("monitoring.remedy.created", "A remedy was created. It acts once another person has approved it."),
    CHANGED("monitoring.remedy.changed", "A remedy was replaced. It acts once another person has approved it."),
    REMOVED("monitoring.remedy.removed", "A remedy was removed."),
    APPLIED("monitoring.remedy.applied", "A remedy acted on a route because of an alert."),
    REHEARSED("monitoring.remedy.rehearsed", "A remedy in dry run recorded what it would do."),
    SKIPPED("monitoring.remedy.skipped", "A remedy did not act on an alert because of its limits."),
    FAILED("monitoring.remedy.failed", "A remedy could not act on an alert."),
    UNDONE("monitoring.remedy.undone", "The action of a remedy was undone."),
    SWITCHED("monitoring.remedy.switched", "All remedies were switched off or on.");

    private final String code;
    private final String meaning;

    RemedyAction(String code, String meaning) {
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
