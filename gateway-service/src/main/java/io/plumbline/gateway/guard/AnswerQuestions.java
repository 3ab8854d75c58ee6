package io.plumbline.gateway.guard;

import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.StageRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What looking at the texts of one answer has left open: what a person has to decide about, and whether a text
/// was stopped for want of time. A text of the first kind goes on as the rest of the answer does, to whoever
/// keeps the answer until it is decided. Not thread-safe.
final class AnswerQuestions {

    private final Set<Category> asked = EnumSet.noneOf(Category.class);
    private boolean outOfTime;

    /// Whether a text may go on, by itself or when a person agrees.
    boolean passes(Inspection inspection) {
        outOfTime |= inspection.isOutOfTime();
        if (inspection.decision() == Action.ASK) {
            note(inspection.findings(), inspection.rules());
        }
        return inspection.decision() != Action.BLOCK;
    }

    /// Takes over what was found and has to be asked.
    void note(List<Finding> findings, StageRules rules) {
        for (Finding finding : findings) {
            if (rules.actionFor(finding) == Action.ASK) {
                asked.add(finding.category());
            }
        }
    }

    /// A text is stopped for want of time.
    void ranOutOfTime() {
        outOfTime = true;
    }

    /// Runs what looks at texts that are left out where they may not go on.
    boolean optionally(BooleanSupplier look) {
        boolean before = outOfTime;
        boolean passes = look.getAsBoolean();
        outOfTime = before;
        return passes;
    }

    /// Whether one was, and for nothing that was found in it.
    boolean isOutOfTime() {
        return outOfTime;
    }

    /// By the names that they have in errors, in no order.
    List<String> categories() {
        return asked.stream().map(Category::wireName).toList();
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }
}
