package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.redact.Action;

/// A stricter action for higher scores: flag from .5, block from .75.
///
/// @param from the minimum score for the action, 0 to 1
/// @param action applies from that score on
public record Escalation(double from, Action action) {

    public Escalation {
        Measure.requireScore(from);
    }
}
