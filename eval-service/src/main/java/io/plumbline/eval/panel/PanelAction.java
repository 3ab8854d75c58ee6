package io.plumbline.eval.panel;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of panels.
public enum PanelAction implements AuditAction {
    STORED("eval.panel.stored", "A human panel was created or changed."),
    ANNOTATOR_ADDED("eval.panel.annotatorAdded", "An annotator got a place in a panel."),
    LINK_RENEWED("eval.panel.linkRenewed", "An annotator of a panel got another link."),
    ANNOTATOR_REMOVED("eval.panel.annotatorRemoved", "An annotator lost their place in a panel."),
    ADJUDICATED("eval.panel.adjudicated", "A person decided on the label of an item."),
    CLOSED("eval.panel.closed", "A panel was closed. Its result counts for gates."),
    SCHEDULED("eval.panel.scheduled", "A schedule of panels was created or changed."),
    UNSCHEDULED("eval.panel.unscheduled", "A schedule of panels was deleted. Its panels remain."),
    SCHEDULE_STOPPED(
            "eval.panel.scheduleStopped", "A schedule of panels was stopped because its author lost the permission.");

    private final String code;
    private final String meaning;

    PanelAction(String code, String meaning) {
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
