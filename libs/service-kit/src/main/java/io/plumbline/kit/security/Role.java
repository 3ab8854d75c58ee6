package io.plumbline.kit.security;

import static io.plumbline.kit.security.Permission.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The roles, granted per team. A role has exactly the permissions listed here; everything else is denied.
public enum Role {
    /// All permissions in every team, including inference.
    PLATFORM_ADMIN(true, EnumSet.complementOf(EnumSet.of(SNAPSHOT_READ, APPROVAL_REQUIRE, ANNOTATOR_INVITE))),
    ML_ENGINEER(
            false,
            EnumSet.of(
                    TEAM_READ,
                    POLICY_READ,
                    APPROVAL_READ,
                    APPROVAL_REQUEST,
                    MODEL_READ,
                    MODEL_WRITE,
                    MODEL_PROMOTE,
                    PROMPT_READ,
                    PROMPT_WRITE,
                    PROMPT_PROMOTE,
                    DATASET_READ,
                    DATASET_WRITE,
                    KNOWLEDGE_READ,
                    KNOWLEDGE_WRITE,
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
                    CAMPAIGN_READ,
                    CAMPAIGN_RUN,
                    INFERENCE_CALL,
                    GUARDRAIL_INSPECT,
                    PROVIDER_READ,
                    ROUTE_READ,
                    ROUTE_WRITE,
                    BUDGET_READ,
                    USAGE_READ,
                    ROLLOUT_READ,
                    ROLLOUT_WRITE,
                    FEEDBACK_WRITE,
                    FEEDBACK_READ,
                    CALL_READ,
                    CALL_CONTENT_READ,
                    MONITOR_READ,
                    MONITOR_WRITE,
                    INCIDENT_READ)),
    PROMPT_ENGINEER(
            false,
            EnumSet.of(
                    TEAM_READ,
                    POLICY_READ,
                    APPROVAL_READ,
                    APPROVAL_REQUEST,
                    MODEL_READ,
                    PROMPT_READ,
                    PROMPT_WRITE,
                    PROMPT_PROMOTE,
                    DATASET_READ,
                    DATASET_WRITE,
                    KNOWLEDGE_READ,
                    KNOWLEDGE_WRITE,
                    EVALUATION_READ,
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
                    CAMPAIGN_READ,
                    INFERENCE_CALL,
                    GUARDRAIL_INSPECT,
                    ROUTE_READ,
                    USAGE_READ,
                    ROLLOUT_READ,
                    FEEDBACK_READ,
                    CALL_READ,
                    CALL_CONTENT_READ,
                    MONITOR_READ)),
    CI_PIPELINE(
            false,
            EnumSet.of(
                    MODEL_READ,
                    MODEL_WRITE,
                    PROMPT_READ,
                    PROMPT_WRITE,
                    DATASET_READ,
                    DATASET_WRITE,
                    KNOWLEDGE_READ,
                    KNOWLEDGE_WRITE,
                    EVALUATION_READ,
                    EVALUATION_WRITE,
                    METRIC_SCORE,
                    SUITE_READ,
                    GATE_READ,
                    GATE_RUN,
                    RUBRIC_READ,
                    JUDGE_READ,
                    JUDGE_RUN,
                    PANEL_READ,
                    CAMPAIGN_READ,
                    CAMPAIGN_RUN,
                    INFERENCE_CALL,
                    GUARDRAIL_INSPECT,
                    ROUTE_READ,
                    ROLLOUT_READ,
                    APPROVAL_READ)),
    /// For people invited to a panel: their own items, nothing else.
    ANNOTATOR(false, EnumSet.of(PANEL_ANNOTATE)),
    RED_TEAMER(
            false,
            EnumSet.of(
                    TEAM_READ,
                    MODEL_READ,
                    PROMPT_READ,
                    SUITE_READ,
                    GATE_READ,
                    RUBRIC_READ,
                    JUDGE_READ,
                    CAMPAIGN_READ,
                    CAMPAIGN_RUN,
                    GUARDRAIL_INSPECT,
                    GUARD_BYPASS,
                    ROUTE_READ,
                    INCIDENT_READ,
                    POLICY_READ,
                    EVALUATION_READ)),
    APPLICATION(false, EnumSet.of(INFERENCE_CALL, FEEDBACK_WRITE)),
    /// The container of a fine-tuning job.
    TRAINER(false, EnumSet.of(FINE_TUNING_REPORT)),
    COMPLIANCE_OFFICER(
            true, with(readers(), APPROVAL_DECIDE, AUDIT_VERIFY, POLICY_WRITE, INCIDENT_WRITE, KNOWLEDGE_RELEASE)),
    AUDITOR(true, with(readers(), AUDIT_VERIFY)),
    /// For scrapers of metrics and health: `/actuator` only.
    TELEMETRY_READER(true, EnumSet.of(TELEMETRY_READ)),
    /// For programs that send traces and metrics over OTLP, and nothing else.
    TELEMETRY_WRITER(false, EnumSet.of(TELEMETRY_WRITE)),
    /// A Plumbline service.
    SERVICE(
            true,
            EnumSet.of(
                    SNAPSHOT_READ,
                    APPROVAL_READ,
                    APPROVAL_REQUEST,
                    APPROVAL_REQUIRE,
                    MODEL_READ,
                    PROMPT_READ,
                    PROMPT_WRITE,
                    DATASET_READ,
                    DATASET_WRITE,
                    KNOWLEDGE_READ,
                    EVALUATION_READ,
                    EVALUATION_WRITE,
                    MODEL_PROMOTE,
                    PROMPT_PROMOTE,
                    SUITE_READ,
                    GATE_READ,
                    GATE_RUN,
                    RUBRIC_READ,
                    JUDGE_READ,
                    ANNOTATOR_INVITE,
                    INFERENCE_CALL,
                    GUARDRAIL_INSPECT,
                    GUARD_BYPASS,
                    ROUTE_READ,
                    ROUTE_RESTRAIN,
                    ROLLOUT_READ,
                    ROLLOUT_JUDGE,
                    USAGE_READ,
                    INCIDENT_READ,
                    INCIDENT_WRITE,
                    MONITOR_READ,
                    FEEDBACK_READ,
                    TELEMETRY_READ));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final boolean everyTeam;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of enum constants
    private final Set<Permission> permissions;

    Role(boolean everyTeam, Set<Permission> permissions) {
        this.everyTeam = everyTeam;
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    /// Returns the name in tokens and requests: `ml-engineer`.
    public String code() {
        return code;
    }

    /// Whether its permissions apply to every team, regardless of the team it was granted in.
    public boolean everyTeam() {
        return everyTeam;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /// Returns the role with this code; empty for an unknown code.
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }

    private static EnumSet<Permission> readers() {
        EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (permission.reads()) {
                all.add(permission);
            }
        }
        return all;
    }

    private static EnumSet<Permission> with(EnumSet<Permission> base, Permission... more) {
        base.addAll(Arrays.asList(more));
        return base;
    }
}
