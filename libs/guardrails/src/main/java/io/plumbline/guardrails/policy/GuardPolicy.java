package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.egress.EgressRules;
import io.plumbline.personaldata.redact.Action;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A guard policy: what to detect at each stage and the action for each finding. Mirrors the document of
/// `/api/v1/policies`, which [PolicyDocument] reads and writes.
///
/// @param stages the rules; texts of a stage without rules pass
/// @param onFailure the decision when a detector fails or is late, unless the stage or the rule overrides it
/// @param timeoutMs the time limit of all detectors together for a call's texts, in milliseconds
/// @param switchedOff the names of disabled detectors and recognizers; [#ENCODER] disables the text encoder, and
///     learned detectors then run without it; [#CASCADE] disables skipping the encoder for texts that are clear
///     without it
/// @param tools the tools that may be offered and called
/// @param additions the policy's own recognizers, deny list and allow list
/// @param spotlight how texts of third parties are marked for the model; null to disable marking
/// @param egress where a call's data may go besides the model
/// @param evidenceGraceSeconds how long production calls are still served after the evidence for what serves them
///     is withdrawn, in seconds
/// @param placeholders the scope in which the same value has the same placeholder
/// @param onOverload the behaviour when the text encoder has no time
public record GuardPolicy(
        Map<Stage, StageRules> stages,
        FailureMode onFailure,
        int timeoutMs,
        Set<String> switchedOff,
        ToolRules tools,
        Additions additions,
        Spotlight.@Nullable Method spotlight,
        EgressRules egress,
        int evidenceGraceSeconds,
        Placeholders placeholders,
        OverloadMode onOverload) {

    public static final int DEFAULT_TIMEOUT_MS = 2_000;
    public static final int LONGEST_TIMEOUT_MS = 60_000;
    /// Seven days.
    public static final int DEFAULT_EVIDENCE_GRACE_SECONDS = 604_800;
    /// Ninety days.
    public static final int LONGEST_EVIDENCE_GRACE_SECONDS = 7_776_000;

    /// The name of the text encoder among the detectors.
    public static final String ENCODER = "encoder";
    /// The name, among the detectors, of skipping the encoder for texts that are clear without it.
    public static final String CASCADE = "cascade";

    public GuardPolicy {
        requireTimeout(timeoutMs);
        if (evidenceGraceSeconds < 0 || evidenceGraceSeconds > LONGEST_EVIDENCE_GRACE_SECONDS) {
            throw new IllegalArgumentException(
                    "evidenceGraceSeconds lies in 0.." + LONGEST_EVIDENCE_GRACE_SECONDS + ": " + evidenceGraceSeconds);
        }
        EnumMap<Stage, StageRules> copy = new EnumMap<>(Stage.class);
        copy.putAll(stages);
        stages = Collections.unmodifiableMap(copy);
        switchedOff = Set.copyOf(switchedOff);
    }

    /// A policy that enables every detector and has no tool rules.
    public GuardPolicy(Map<Stage, StageRules> stages, FailureMode onFailure, int timeoutMs) {
        this(stages, onFailure, timeoutMs, Set.of(), ToolRules.NONE, Additions.NONE);
    }

    /// A policy that does not mark texts of third parties.
    public GuardPolicy(
            Map<Stage, StageRules> stages,
            FailureMode onFailure,
            int timeoutMs,
            Set<String> switchedOff,
            ToolRules tools,
            Additions additions) {
        this(stages, onFailure, timeoutMs, switchedOff, tools, additions, null);
    }

    /// A policy with the default egress rules, grace period and placeholders, which refuses texts that the
    /// encoder has no time for.
    public GuardPolicy(
            Map<Stage, StageRules> stages,
            FailureMode onFailure,
            int timeoutMs,
            Set<String> switchedOff,
            ToolRules tools,
            Additions additions,
            Spotlight.@Nullable Method spotlight) {
        this(
                stages,
                onFailure,
                timeoutMs,
                switchedOff,
                tools,
                additions,
                spotlight,
                EgressRules.DEFAULT,
                DEFAULT_EVIDENCE_GRACE_SECONDS,
                Placeholders.CONVERSATION,
                OverloadMode.REFUSE);
    }

    static void requireTimeout(int timeoutMs) {
        if (timeoutMs < 1 || timeoutMs > LONGEST_TIMEOUT_MS) {
            throw new IllegalArgumentException("timeoutMs lies in 1.." + LONGEST_TIMEOUT_MS + ": " + timeoutMs);
        }
    }

    public StageRules rules(Stage stage) {
        return stages.getOrDefault(stage, StageRules.NONE);
    }

    /// Whether detectors may use a text's vectors.
    public boolean usesEncoder() {
        return !switchedOff.contains(ENCODER);
    }

    /// Whether the encoder reads only texts that are doubtful without it; else it reads every text.
    public boolean usesCascade() {
        return !switchedOff.contains(CASCADE);
    }

    /// The decision when a detector of a category gives no answer: the rule's, else the stage's, else the
    /// policy's.
    public FailureMode onFailure(StageRules rules, Category category) {
        Rule rule = rules.rule(category);
        FailureMode ofRule = rule == null ? null : rule.failure().mode();
        return firstOf(ofRule, rules.failure().mode(), onFailure);
    }

    /// Whether to block a text that no detector inspected.
    public boolean isClosed(StageRules rules) {
        return isClosed(rules, rules.effective());
    }

    /// Whether to block a text because detection of these categories is missing: true if a rule would have acted
    /// on one.
    public boolean isClosed(StageRules rules, Set<Category> unanswered) {
        for (Category category : unanswered) {
            if (rules.effective().contains(category) && onFailure(rules, category) == FailureMode.CLOSED) {
                return true;
            }
        }
        return false;
    }

    private static FailureMode firstOf(
            @Nullable FailureMode ofRule, @Nullable FailureMode ofStage, FailureMode ofPolicy) {
        return ofRule != null ? ofRule : Objects.requireNonNullElse(ofStage, ofPolicy);
    }

    /// Whether the system prompt is sent with a mark that identifies an answer which repeats it.
    public boolean marksSystemPrompt() {
        Rule rule = rules(Stage.OUTPUT).rule(Category.SYSTEM_PROMPT_LEAK);
        return rule != null && rule.canary() && rule.strictest() != Action.ALLOW;
    }

    /// Whether actions depend on the caller or the route.
    public boolean hasExceptions() {
        for (StageRules rules : stages.values()) {
            if (rules.hasExceptions()) {
                return true;
            }
        }
        return false;
    }

    /// The policy as it applies to a call.
    ///
    /// @param roles the caller's roles in the call's team, such as `prompt-engineer`
    public GuardPolicy forCall(Collection<String> roles, String route) {
        return hasExceptions() ? with(rules -> rules.with(rule -> rule.forCall(roles, route))) : this;
    }

    /// The same policy with other rules at each stage.
    public GuardPolicy with(UnaryOperator<StageRules> change) {
        Map<Stage, StageRules> changed = new EnumMap<>(Stage.class);
        stages.forEach((stage, rules) -> changed.put(stage, change.apply(rules)));
        return new GuardPolicy(
                changed,
                onFailure,
                timeoutMs,
                switchedOff,
                tools,
                additions,
                spotlight,
                egress,
                evidenceGraceSeconds,
                placeholders,
                onOverload);
    }

    /// The same policy without vectors: learned detectors run without the encoder.
    public GuardPolicy withoutEncoder() {
        Set<String> off = new HashSet<>(switchedOff);
        off.add(ENCODER);
        return new GuardPolicy(
                stages,
                onFailure,
                timeoutMs,
                off,
                tools,
                additions,
                spotlight,
                egress,
                evidenceGraceSeconds,
                placeholders,
                onOverload);
    }

    /// The same policy, using rules and n-grams alone where the encoder has no time.
    GuardPolicy degrading() {
        return new GuardPolicy(
                stages,
                onFailure,
                timeoutMs,
                switchedOff,
                tools,
                additions,
                spotlight,
                egress,
                evidenceGraceSeconds,
                placeholders,
                OverloadMode.DEGRADE);
    }

    /// Whether to block a text because the encoder had no time for these categories: true if a rule does more
    /// than flag one, and the policy refuses in that case.
    public boolean isClosedWithoutEncoder(StageRules rules, Set<Category> categories) {
        return onOverload == OverloadMode.REFUSE && isClosed(rules, rules.stern(categories));
    }

    /// The built-in policy `standard`.
    public static GuardPolicy standard() {
        return BuiltInPolicy.STANDARD.policy();
    }
}
