package io.plumbline.gateway.guard;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.kit.problem.ProblemException;

/// What is told of a text that may not go on to a model, with the category as `code` and the place as
/// `param`: never the text.
final class InputRefusals {

    private static final String TOO_LATE =
            "The guards could not inspect this text in time, and the policy blocks such calls.";

    private static final String UNREADABLE =
            "The guards cannot read this, and the policy blocks such calls. Send text instead of tokens.";

    private InputRefusals() {}

    static ProblemException unreadable(TextPlace place) {
        return refusal(UNREADABLE, Category.POLICY, place);
    }

    /// Of little text it is the gateway that had too much to do; of very much it is the text.
    static ProblemException tooLate(TextPlace place, boolean fits) {
        return fits ? OutOfTime.problem() : refusal(TOO_LATE, Category.POLICY, place);
    }

    /// What the strictest finding is about; the policy itself when none is stricter than that.
    private static Category categoryOf(Inspection inspection, Action least) {
        Category category = Category.POLICY;
        Action strictest = least;
        for (Finding finding : inspection.findings()) {
            Action action = inspection.rules().actionFor(finding);
            if (action.isStricterThan(strictest)) {
                strictest = action;
                category = finding.category();
            }
        }
        return category;
    }

    /// Something would have to be redacted in a place in which nothing can stand for it.
    static ProblemException irreplaceable(Inspection inspection, TextPlace place) {
        Category category = categoryOf(inspection, Action.FLAG);
        return refusal(
                "The policy redacts " + category.wireName() + ", but no placeholder can replace it here.",
                category,
                place);
    }

    /// In the policy's own words, where it has some.
    static ProblemException of(Inspection inspection, TextPlace place) {
        Category category = categoryOf(inspection);
        Rule rule = inspection.rules().rule(category);
        String message = rule == null ? null : rule.message();
        boolean found =
                inspection.actions().getOrDefault(category, Action.ALLOW).stops();
        String words = message != null ? message : usualWords(category, found);
        return refusal(words, category, place);
    }

    /// The category that a person is asked about.
    static Category categoryOf(Inspection inspection) {
        return categoryOf(inspection, Action.REDACT);
    }

    private static String usualWords(Category category, boolean found) {
        if (category == Category.POLICY) {
            return found ? "The policy blocks words in this text." : TOO_LATE;
        }
        return "The policy does not let " + category.wireName() + " in this text pass.";
    }

    private static ProblemException refusal(String what, Category category, TextPlace place) {
        return CallProblem.GUARDRAIL_VIOLATION
                .because(what)
                .with("code", category.wireName())
                .with("param", place.param());
    }
}
