package io.plumbline.eval.online;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of online evaluations. [io.plumbline.audit.PayloadReader] appends the reads.
enum OnlineAction implements AuditAction {
    CREATED("eval.onlineEvaluation.created", "An online evaluation was created."),
    CHANGED("eval.onlineEvaluation.changed", "An online evaluation was replaced."),
    REMOVED("eval.onlineEvaluation.removed", "An online evaluation was removed."),
    SCORED("eval.call.scored", "An online evaluation scored a live call."),
    READ("eval.payload.read", "The content of a call was read by the service, for the purpose that the event states.");

    private final String code;
    private final String meaning;

    OnlineAction(String code, String meaning) {
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
