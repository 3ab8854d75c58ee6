package io.plumbline.registry.trainingplan;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of training plans and their runs.
enum TrainingPlanAction implements AuditAction {
    CREATED("registry.trainingPlan.created", "A plan that trains a model on new versions of a dataset was created."),
    CHANGED(
            "registry.trainingPlan.changed",
            "A plan that trains a model on new versions of a dataset was replaced, paused or resumed."),
    REMOVED(
            "registry.trainingPlan.removed",
            "A plan that trains a model on new versions of a dataset was removed. Its jobs and versions remain."),
    RUN_STARTED("registry.trainingRun.started", "A training plan started a run for a version of its dataset."),
    RUN_ADVANCED("registry.trainingRun.advanced", "A run of a training plan entered its next step."),
    RUN_ENDED(
            "registry.trainingRun.ended",
            "A run of a training plan ended. It requested an approval, needs none, or stopped."),
    RUN_REPEATED(
            "registry.trainingRun.repeated", "The step at which a run of a training plan had stopped is repeated.");

    private final String code;
    private final String meaning;

    TrainingPlanAction(String code, String meaning) {
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
