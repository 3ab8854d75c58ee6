package io.plumbline.guardrails;

import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The result of inspecting one text under a policy.
///
/// @param decision the strictest action of its findings, or of the failure mode
/// @param text the text after redaction, the same instance if nothing was redacted. Do not use it if the decision
///     is to block; if the decision is to ask, use it only after a person has agreed
/// @param findings all findings in the categories that the policy has rules for, including weak ones
/// @param actions the strictest action of each category that has findings
/// @param vault restores the placeholders in the text
/// @param failures the detectors that gave no answer
/// @param rules the rules that were applied
public record Inspection(
        Action decision,
        String text,
        List<Finding> findings,
        Map<Category, Action> actions,
        PlaceholderVault vault,
        List<DetectorFailure> failures,
        StageRules rules) {

    public Inspection {
        findings = List.copyOf(findings);
        actions = actions.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(actions));
        failures = List.copyOf(failures);
    }

    /// Whether the text is blocked only because there was no time to inspect it. No finding blocks it, and it
    /// might pass at another time.
    public boolean isOutOfTime() {
        return decision == Action.BLOCK
                && !failures.isEmpty()
                && !actions.containsValue(Action.BLOCK)
                && failures.stream().allMatch(DetectorFailure::isForWantOfTime);
    }

    /// Whether rules and n-grams alone decided something because the encoder had no time for it.
    public boolean isDegraded() {
        return failures.stream().anyMatch(DetectorFailure::isOfEncoder) && !isOutOfTime();
    }

    /// The findings that are strong enough to be reported by default.
    public List<Finding> reported() {
        return findings.stream()
                .filter(finding -> finding.score() >= Finding.REPORTED_FROM || rules.actionFor(finding) != Action.ALLOW)
                .toList();
    }

    /// The values behind the placeholders. They are personal data, for callers that must restore them elsewhere.
    public Map<String, String> placeholders() {
        return vault.reveal();
    }

    /// Never contains the text.
    @Override
    public String toString() {
        return "Inspection[decision=" + decision + ", findings=" + findings.size() + ", actions=" + actions
                + ", failures=" + failures + "]";
    }
}
