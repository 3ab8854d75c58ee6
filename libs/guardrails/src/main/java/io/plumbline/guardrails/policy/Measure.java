package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The action for a finding, by its score.
///
/// @param action applies from the threshold on
/// @param threshold the minimum score for any action, 0 to 1
/// @param operator the replacement for a redacted finding
/// @param escalate stricter actions for higher scores, both ascending
public record Measure(Action action, double threshold, Operator operator, List<Escalation> escalate) {

    public static final double DEFAULT_THRESHOLD = 0.5;

    public Measure {
        requireScore(threshold);
        escalate = List.copyOf(escalate);
        Escalation before = new Escalation(threshold, action);
        for (Escalation step : escalate) {
            if (step.from() < before.from() || !step.action().isStricterThan(before.action())) {
                throw new IllegalArgumentException("each step is for higher scores and sterner than the one before");
            }
            before = step;
        }
    }

    public static Measure of(Action action) {
        return new Measure(action, DEFAULT_THRESHOLD, Operator.PLACEHOLDER, List.of());
    }

    static void requireScore(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a threshold lies in 0..1: " + score);
        }
    }

    public Measure withThreshold(double other) {
        return new Measure(action, other, operator, escalate);
    }

    public Measure withOperator(Operator other) {
        return new Measure(action, threshold, other, escalate);
    }

    /// The same measure with one more step.
    public Measure escalating(double from, Action sterner) {
        List<Escalation> steps = new ArrayList<>(escalate);
        steps.add(new Escalation(from, sterner));
        return new Measure(action, threshold, operator, steps);
    }

    /// The same measure with another action at every score from the threshold on.
    public Measure withAction(Action other) {
        return new Measure(other, threshold, operator, List.of());
    }

    /// The same measure with some actions replaced by another; steps that are then no longer stricter are
    /// dropped.
    Measure insteadOf(Set<Action> some, Action other) {
        Action first = some.contains(action) ? other : action;
        List<Escalation> steps = new ArrayList<>();
        Action before = first;
        for (Escalation step : escalate) {
            Action then = some.contains(step.action()) ? other : step.action();
            if (then.isStricterThan(before)) {
                steps.add(new Escalation(step.from(), then));
                before = then;
            }
        }
        return new Measure(first, threshold, operator, steps);
    }

    /// Whether one of these actions may result.
    public boolean mayDo(Set<Action> some) {
        return some.contains(action) || escalate.stream().anyMatch(step -> some.contains(step.action()));
    }

    /// The minimum score for any action; [Concern#NEVER] if there is none.
    double actsFrom() {
        if (action != Action.ALLOW) {
            return threshold;
        }
        return escalate.isEmpty() ? Concern.NEVER : escalate.getFirst().from();
    }

    /// The action at that score.
    public Action at(double score) {
        if (score < threshold) {
            return Action.ALLOW;
        }
        Action reached = action;
        for (int i = 0; i < escalate.size() && score >= escalate.get(i).from(); i++) {
            reached = escalate.get(i).action();
        }
        return reached;
    }

    /// The strictest possible action.
    public Action strictest() {
        return escalate.isEmpty() ? action : escalate.getLast().action();
    }
}
