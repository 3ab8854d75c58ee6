package io.plumbline.gateway.rollout;

import io.plumbline.kit.audit.AuditAction;

/// What is audited of rollouts.
enum RolloutAction implements AuditAction {
    SCHEDULED("gateway.rollout.scheduled", "A rollout was planned that starts later."),
    STARTED("gateway.rollout.started", "A rollout gave its canary the first share of a route's calls."),
    ADVANCED("gateway.rollout.advanced", "A rollout went on to its next step."),
    PAUSED("gateway.rollout.paused", "A rollout waits for a person: one paused it, or a step took too long."),
    RESUMED("gateway.rollout.resumed", "A person let a paused rollout go on."),
    ABORTED("gateway.rollout.aborted", "A rollout was ended without its candidate, or could not start."),
    ROLLED_BACK(
            "gateway.rollout.rolledBack",
            "A verdict took a rollout's candidate back, or the version that it promoted."),
    PROMOTED("gateway.rollout.promoted", "A rollout ended with its candidate in the control's place.");

    private final String code;
    private final String meaning;

    RolloutAction(String code, String meaning) {
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
