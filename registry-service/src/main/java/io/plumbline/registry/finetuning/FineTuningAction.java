package io.plumbline.registry.finetuning;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of fine-tuning jobs.
enum FineTuningAction implements AuditAction {
    CREATED("registry.fineTuningJob.created", "A fine-tuning job was created."),
    CANCELLED("registry.fineTuningJob.cancelled", "The cancellation of a fine-tuning job was requested."),
    ANOMALY("registry.fineTuningJob.anomalyFound", "An anomaly was found in the training of a fine-tuning job."),
    ENDED(
            "registry.fineTuningJob.ended",
            "A fine-tuning job ended. The event has its state and the registered version.");

    private final String code;
    private final String meaning;

    FineTuningAction(String code, String meaning) {
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
