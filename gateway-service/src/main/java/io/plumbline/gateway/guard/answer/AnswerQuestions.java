package io.plumbline.gateway.guard.answer;

import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The open questions of one answer's inspection: what requires an approval, and whether a text was stopped
/// because time ran out. A text that requires an approval is released like the rest of the answer, to the store
/// that keeps the answer until the decision. Not thread-safe.
final class AnswerQuestions {

    private final Set<Category> asked = EnumSet.noneOf(Category.class);
    private boolean outOfTime;

    /// Whether a text is allowed, with or without approval.
    boolean passes(Inspection inspection) {
        outOfTime |= inspection.isOutOfTime();
        if (inspection.decision() == Action.ASK) {
            note(inspection.findings(), inspection.rules());
        }
        return inspection.decision() != Action.BLOCK;
    }

    /// Records findings that require an approval.
    void note(List<Finding> findings, StageRules rules) {
        for (Finding finding : findings) {
            if (rules.actionFor(finding) == Action.ASK) {
                asked.add(finding.category());
            }
        }
    }

    /// Records that a text is stopped because time ran out.
    void ranOutOfTime() {
        outOfTime = true;
    }

    /// Runs an inspection of texts that are left out if they are not allowed.
    boolean optionally(BooleanSupplier look) {
        boolean before = outOfTime;
        boolean passes = look.getAsBoolean();
        outOfTime = before;
        return passes;
    }

    /// Whether a text was stopped because time ran out, and not because of a finding.
    boolean isOutOfTime() {
        return outOfTime;
    }

    /// Returns the categories by their names in errors, in no order.
    List<String> categories() {
        return asked.stream().map(Category::wireName).toList();
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }
}
