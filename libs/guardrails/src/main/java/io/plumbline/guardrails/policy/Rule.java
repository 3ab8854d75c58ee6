package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.operator.Operator;
import java.util.Set;

/// What is done about findings of one category at one stage.
///
/// @param action what is done
/// @param threshold the least score at which it is done, 0 to 1
/// @param operator what a redaction puts in a finding's place
/// @param entities the entity types that it is done for; empty for all
public record Rule(Action action, double threshold, Operator operator, Set<String> entities) {

    public static final double DEFAULT_THRESHOLD = 0.5;

    public Rule {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold lies in 0..1: " + threshold);
        }
        entities = Set.copyOf(entities);
    }

    public static Rule of(Action action) {
        return new Rule(action, DEFAULT_THRESHOLD, Operator.PLACEHOLDER, Set.of());
    }

    public Rule withThreshold(double other) {
        return new Rule(action, other, operator, entities);
    }

    public Rule withOperator(Operator other) {
        return new Rule(action, threshold, other, entities);
    }

    /// What this rule does about a finding of its category.
    public Action actionFor(Finding finding) {
        boolean meant = entities.isEmpty() || entities.contains(finding.entityType());
        return meant && finding.score() >= threshold ? action : Action.ALLOW;
    }
}
