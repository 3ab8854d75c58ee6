package io.plumbline.gateway.rollout;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on rollouts.
enum RolloutAction implements AuditAction {
    SCHEDULED("gateway.rollout.scheduled", "A rollout was scheduled to start later."),
    STARTED("gateway.rollout.started", "A rollout started: its canary received the first share of the route's calls."),
    ADVANCED("gateway.rollout.advanced", "A rollout advanced to its next step."),
    PAUSED("gateway.rollout.paused", "A rollout was paused by a person, or because a step took too long."),
    RESUMED("gateway.rollout.resumed", "A person resumed a paused rollout."),
    ABORTED("gateway.rollout.aborted", "A rollout was aborted, or could not start."),
    ROLLED_BACK(
            "gateway.rollout.rolledBack",
            "A verdict rolled back a rollout's candidate, or the version it had promoted."),
    ROLLBACK_SKIPPED(
            "gateway.rollout.rollbackSkipped",
            "A verdict would have rolled back a rollout in dry run. The rollout continued."),
    DRILLED(
            "gateway.rollout.drilled",
            "A rollback was rehearsed: all of it except its effect. `drill` has the outcome and the time."),
    PROMOTED("gateway.rollout.promoted", "A rollout promoted its candidate in place of the control.");

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
