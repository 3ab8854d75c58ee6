package io.plumbline.guardrails;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.PlaceholderVault;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What came out of looking at one text under a policy.
///
/// @param decision the strictest action of its findings, or of the failure mode
/// @param text the text after redaction, the same instance where nothing was redacted; not to be used where the
///     decision is to block, and where it is to ask, once a person has agreed
/// @param findings everything found in the categories that the policy has rules for, weak findings included
/// @param actions what was done, by category: the strictest action of each that had findings
/// @param vault what restores the placeholders in the text
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

    /// Whether the text is stopped only because there was no time to look at it: nothing that was found stops
    /// it, and at another time it might pass.
    public boolean isOutOfTime() {
        return decision == Action.BLOCK
                && !failures.isEmpty()
                && !actions.containsValue(Action.BLOCK)
                && failures.stream().allMatch(DetectorFailure::isForWantOfTime);
    }

    /// Whether rules and n-grams decided alone about something, since the encoder had no time for it.
    public boolean isDegraded() {
        return failures.stream().anyMatch(DetectorFailure::isOfEncoder) && !isOutOfTime();
    }

    /// The findings that are strong enough to be reported without having been asked for an explanation.
    public List<Finding> reported() {
        return findings.stream()
                .filter(finding -> finding.score() >= Finding.REPORTED_FROM || rules.actionFor(finding) != Action.ALLOW)
                .toList();
    }

    /// The values behind the placeholders: personal data, for whoever must restore them elsewhere.
    public Map<String, String> placeholders() {
        return vault.reveal();
    }

    /// Never the text.
    @Override
    public String toString() {
        return "Inspection[decision=" + decision + ", findings=" + findings.size() + ", actions=" + actions
                + ", failures=" + failures + "]";
    }
}
