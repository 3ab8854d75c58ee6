package io.plumbline.kit.security;

import java.util.Locale;

/// The permissions, as `thing:verb`. Roles are sets of permissions ([Role]). A handler requires exactly one, with
/// [RequiresPermission].
public enum Permission {
    TEAM_READ,
    TEAM_WRITE,
    USER_READ,
    USER_WRITE,
    KEY_READ,
    KEY_WRITE,
    POLICY_READ,
    POLICY_WRITE,
    APPROVAL_READ,
    APPROVAL_REQUEST,
    APPROVAL_REQUIRE,
    APPROVAL_DECIDE,
    AUDIT_READ,
    AUDIT_VERIFY,
    MODEL_READ,
    MODEL_WRITE,
    MODEL_PROMOTE,
    PROMPT_READ,
    PROMPT_WRITE,
    PROMPT_PROMOTE,
    DATASET_READ,
    DATASET_WRITE,
    /// Documents whose readers include the caller, and searches in them.
    KNOWLEDGE_READ,
    KNOWLEDGE_WRITE,
    /// Decides whether a quarantined document may be found.
    KNOWLEDGE_RELEASE,
    /// The records and reports of fine-tuning jobs, for the container that trains.
    FINE_TUNING_REPORT,
    EVALUATION_READ,
    EVALUATION_WRITE,
    METRIC_SCORE,
    SUITE_READ,
    SUITE_WRITE,
    GATE_READ,
    GATE_RUN,
    RUBRIC_READ,
    RUBRIC_WRITE,
    JUDGE_READ,
    JUDGE_WRITE,
    JUDGE_RUN,
    PANEL_READ,
    PANEL_WRITE,
    /// Labels the caller's own items, and nothing else.
    PANEL_ANNOTATE,
    /// Creates users who may only annotate, with a link instead of a password.
    ANNOTATOR_INVITE,
    CAMPAIGN_READ,
    CAMPAIGN_RUN,
    INFERENCE_CALL,
    GUARDRAIL_INSPECT,
    /// Evaluation calls without guards, to measure what the guards add.
    GUARD_BYPASS,
    PROVIDER_READ,
    PROVIDER_WRITE,
    ROUTE_READ,
    ROUTE_WRITE,
    /// Holds routes back for a time, in ways that only tighten or reduce.
    ROUTE_RESTRAIN,
    BUDGET_READ,
    BUDGET_WRITE,
    USAGE_READ,
    ROLLOUT_READ,
    ROLLOUT_WRITE,
    ROLLOUT_JUDGE,
    FEEDBACK_WRITE,
    FEEDBACK_READ,
    /// Single calls: who called which model when, with which result; no content.
    CALL_READ,
    /// The stored content of calls. Each read states its purpose and is logged.
    CALL_CONTENT_READ,
    MONITOR_READ,
    MONITOR_WRITE,
    INCIDENT_READ,
    INCIDENT_WRITE,
    TELEMETRY_READ,
    /// Sends traces and metrics of calls that bypass the gateway.
    TELEMETRY_WRITE,
    PLATFORM_OPERATE,
    /// Allows serving for a limited time without evaluation and approval (break-glass).
    PRODUCTION_OVERRIDE,
    SNAPSHOT_READ;

    private final String code;

    Permission() {
        int underscore = name().lastIndexOf('_');
        code = name().substring(0, underscore).toLowerCase(Locale.ROOT).replace('_', '-')
                + ":"
                + name().substring(underscore + 1).toLowerCase(Locale.ROOT);
    }

    /// Returns the name in problems and documents: `model:write`.
    public String code() {
        return code;
    }

    /// Whether a route-limited key keeps this permission for its routes. It loses all others because changing
    /// models, providers or policies affects other routes. Handlers with these permissions honour the limit
    /// through [RequiresPermission#route] or [Caller#mayUse].
    boolean isForRoutes() {
        return switch (this) {
            case INFERENCE_CALL, FEEDBACK_WRITE, ROUTE_READ, ROUTE_WRITE, ROLLOUT_READ, ROLLOUT_WRITE -> true;
            default -> false;
        };
    }

    /// Whether it only permits reading.
    boolean reads() {
        return name().endsWith("_READ") && this != SNAPSHOT_READ;
    }
}
