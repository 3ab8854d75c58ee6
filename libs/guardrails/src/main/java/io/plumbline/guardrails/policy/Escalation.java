package io.plumbline.guardrails.policy;

/// A sterner action for surer findings: flag from .5, block from .75.
///
/// @param from the least score at which it is done, 0 to 1
/// @param action what is done from there on
public record Escalation(double from, Action action) {

    public Escalation {
        Measure.requireScore(from);
    }
}
