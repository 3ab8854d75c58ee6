package io.plumbline.console.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The groups of audit actions in the filter.
public enum ActionGroup {
    CALLS("Calls", "gateway.call.", "gateway.parkedCall.", "gateway.storedResponse.", "gateway.price.missing"),
    FEEDBACK(
            "Feedback and preferences", "monitoring.feedback.", "monitoring.preference.", "monitoring.preferencePlan."),
    MODELS(
            "Models, prompts and datasets",
            "registry.model.",
            "registry.prompt.",
            "registry.version.",
            "registry.dataset.",
            "registry.lineage.",
            "registry.fineTuningJob.",
            "registry.trainingPlan.",
            "registry.trainingRun.",
            "registry.signature."),
    KNOWLEDGE(
            "Knowledge bases",
            "registry.knowledgeBase.",
            "registry.document.",
            "registry.connector.",
            "registry.reranker."),
    PRODUCTION("Promotions and aliases", "registry.pointer."),
    WEBHOOKS("Webhooks", "registry.webhook."),
    EVALUATION(
            "Evaluation",
            "eval.gate.",
            "eval.outputs.",
            "eval.scorer.",
            "eval.suite.",
            "eval.rubric.",
            "eval.baseline.",
            "eval.optimisation.",
            "eval.benchmark.",
            "registry.evaluation."),
    RED_TEAM("Red team", "eval.campaign.", "eval.harm."),
    JUDGES("Judges", "eval.judge.", "eval.calibration."),
    LIVE_EVALUATION("Online evaluations", "eval.onlineEvaluation.", "eval.call."),
    PANELS("Panels", "eval.panel."),
    APPROVALS("Approvals", "governance.approval."),
    ROUTES(
            "Routes and providers",
            "gateway.route.",
            "gateway.provider.",
            "gateway.configuration.",
            "gateway.breakGlass."),
    ROLLOUTS(
            "Rollouts and breaches",
            "gateway.rollout.",
            "gateway.hangingCall.",
            "monitoring.breach.",
            "monitoring.alert."),
    MONITORS(
            "Monitors and objectives",
            "monitoring.monitor.",
            "monitoring.slo.",
            "monitoring.baseline.",
            "monitoring.remedy."),
    ALERTING(
            "Alert channels and silences",
            "monitoring.alertChannel.",
            "monitoring.alertDelivery.",
            "monitoring.alertSubscription.",
            "monitoring.alertSilence."),
    COST("Budgets, limits and prices", "gateway.budget.", "gateway.limit.", "gateway.price."),
    POLICIES(
            "Guard policies and rules", "governance.policy.", "governance.changeRules.", "registry.supplyChainPolicy."),
    INCIDENTS("Incidents", "governance.incident."),
    ACCESS(
            "Sign-in and access",
            "governance.access.",
            "governance.user.signedIn",
            "governance.user.signInThrottled",
            "monitoring.payload.",
            "eval.payload."),
    PEOPLE(
            "Users, keys and teams",
            "governance.user.",
            "governance.invitation.",
            "governance.key.",
            "governance.team."),
    LOG("The log itself", "governance.log.", "governance.payload.", "monitoring.projection.");

    /// The actions that change what is configured, registered, permitted or in production, as a filter.
    public static final String CHANGES = String.join(
            ",",
            "registry.model.*",
            "registry.prompt.*",
            "registry.version.*",
            "registry.dataset.*",
            "registry.pointer.*",
            "registry.webhook.*",
            "registry.knowledgeBase.*",
            "registry.supplyChainPolicy.*",
            "registry.signature.*",
            "registry.fineTuningJob.created",
            "registry.fineTuningJob.cancelled",
            "registry.trainingPlan.*",
            "registry.trainingRun.repeated",
            "registry.connector.changed",
            "registry.connector.deleted",
            "registry.reranker.*",
            "monitoring.monitor.*",
            "monitoring.slo.*",
            "monitoring.remedy.*",
            "monitoring.baseline.*",
            "monitoring.alertChannel.*",
            "monitoring.alertSubscription.*",
            "monitoring.alertSilence.*",
            "monitoring.preferencePlan.*",
            "eval.suite.*",
            "eval.rubric.*",
            "eval.baseline.*",
            "eval.benchmark.created",
            "eval.benchmark.changed",
            "eval.benchmark.uploaded",
            "eval.judge.stored",
            "eval.onlineEvaluation.*",
            "eval.campaign.probeKept",
            "eval.campaign.probeDropped",
            "eval.panel.stored",
            "eval.panel.closed",
            "eval.calibration.confirmed",
            "governance.approval.*",
            "governance.policy.*",
            "governance.changeRules.*",
            "governance.key.*",
            "governance.team.*",
            "governance.user.created",
            "governance.user.disabled",
            "governance.user.enabled",
            "governance.user.granted",
            "governance.user.passwordChanged",
            "gateway.route.*",
            "gateway.provider.changed",
            "gateway.provider.created",
            "gateway.provider.removed",
            "gateway.configuration.*",
            "gateway.breakGlass.*",
            "gateway.rollout.*",
            "gateway.budget.changed",
            "gateway.budget.created",
            "gateway.budget.removed",
            "gateway.limit.*",
            "gateway.price.changed",
            "gateway.price.created",
            "gateway.price.removed");

    /// The actions that change production, as a filter.
    public static final String PRODUCTION_CHANGES = String.join(
            ",",
            "registry.pointer.*",
            "gateway.configuration.*",
            "gateway.breakGlass.*",
            "gateway.rollout.*",
            "gateway.route.*",
            "gateway.provider.changed",
            "gateway.provider.created",
            "gateway.provider.removed",
            "governance.policy.*",
            "governance.changeRules.*");

    private final String label;
    /// Separated by spaces.
    private final String prefixes;

    ActionGroup(String label, String... prefixes) {
        this.label = label;
        this.prefixes = String.join(" ", prefixes);
    }

    public String label() {
        return label;
    }

    /// Returns the group whose longest prefix the action has.
    static Optional<ActionGroup> of(String action) {
        ActionGroup best = null;
        int longest = -1;
        for (ActionGroup group : values()) {
            for (String prefix : group.prefixes.split(" ", -1)) {
                if (action.startsWith(prefix) && prefix.length() > longest) {
                    best = group;
                    longest = prefix.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// Returns the known actions of the group, as a filter.
    String filter() {
        return String.join(",", actions());
    }

    /// Returns the known actions of the group.
    List<String> actions() {
        return EventSentences.actions().stream()
                .filter(action -> of(action).orElse(null) == this)
                .toList();
    }

    /// Returns the actions that a value of the filter stands for: `CHANGES`, a group's name, or the value
    /// itself.
    static String resolve(String value) {
        return switch (value) {
            case "CHANGES" -> CHANGES;
            case "PRODUCTION_CHANGES" -> PRODUCTION_CHANGES;
            default ->
                Arrays.stream(values())
                        .filter(group -> group.name().equals(value))
                        .findFirst()
                        .map(ActionGroup::filter)
                        .orElse(value);
        };
    }
}
