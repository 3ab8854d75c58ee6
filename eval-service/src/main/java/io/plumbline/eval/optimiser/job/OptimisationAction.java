package io.plumbline.eval.optimiser.job;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of prompt optimisations.
public enum OptimisationAction implements AuditAction {
    REQUESTED("eval.optimisation.requested", "A search for better versions of a prompt was requested."),
    FINISHED(
            "eval.optimisation.finished",
            "A search for better versions of a prompt finished. It stored the best as versions, and promoted none."),
    FAILED("eval.optimisation.failed", "A search for better versions of a prompt could not finish."),
    CANCELLED("eval.optimisation.cancelled", "A search for better versions of a prompt was cancelled.");

    private final String code;
    private final String meaning;

    OptimisationAction(String code, String meaning) {
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
