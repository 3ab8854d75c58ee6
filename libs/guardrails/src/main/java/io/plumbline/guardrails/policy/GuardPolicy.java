package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.operator.Operator;
import io.plumbline.guardrails.tool.ToolRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// A guard policy: what is looked for at each stage and what is done about it. The shape of the document of
/// `/api/v1/policies`, which [PolicyDocument] reads and writes.
///
/// @param stages the rules; a stage without any is let through
/// @param onFailure the decision when a detector fails or is late
/// @param timeoutMs how long all detectors together may take, in milliseconds
/// @param tools which tools may be offered and called
public record GuardPolicy(Map<Stage, StageRules> stages, FailureMode onFailure, int timeoutMs, ToolRules tools) {

    public static final int DEFAULT_TIMEOUT_MS = 500;
    public static final int LONGEST_TIMEOUT_MS = 60_000;

    public GuardPolicy {
        if (timeoutMs < 1 || timeoutMs > LONGEST_TIMEOUT_MS) {
            throw new IllegalArgumentException("timeoutMs lies in 1.." + LONGEST_TIMEOUT_MS + ": " + timeoutMs);
        }
        EnumMap<Stage, StageRules> copy = new EnumMap<>(Stage.class);
        copy.putAll(stages);
        stages = Collections.unmodifiableMap(copy);
    }

    /// A policy that says nothing about tools.
    public GuardPolicy(Map<Stage, StageRules> stages, FailureMode onFailure, int timeoutMs) {
        this(stages, onFailure, timeoutMs, ToolRules.NONE);
    }

    public StageRules rules(Stage stage) {
        return stages.getOrDefault(stage, StageRules.NONE);
    }

    /// The built-in policy `standard`.
    ///
    /// Personal data and credentials leave as placeholders, whoever wrote them; what attacks the model stops
    /// the call. In an answer personal data passes, since most of it is the caller's own come back, and a
    /// credential is taken out for good: the model had no business knowing one.
    public static GuardPolicy standard() {
        Rule placeholder = Rule.of(Action.REDACT);
        Rule block = Rule.of(Action.BLOCK);
        StageRules untrusted = StageRules.of(Map.of(
                Category.PII, placeholder,
                Category.SECRET, placeholder,
                Category.PROMPT_INJECTION, block,
                Category.JAILBREAK, block));
        StageRules answer = StageRules.of(Map.of(
                Category.PII, Rule.of(Action.ALLOW),
                Category.SECRET, placeholder.withOperator(Operator.REPLACE)));
        return new GuardPolicy(
                Map.of(
                        Stage.INPUT, untrusted,
                        Stage.RETRIEVAL, untrusted,
                        Stage.TOOL, untrusted,
                        Stage.OUTPUT, answer),
                FailureMode.CLOSED,
                DEFAULT_TIMEOUT_MS);
    }
}
