package io.plumbline.gateway.guard;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;

/// Creates the problems for texts that must not be sent to a model, with the category as `code` and the place as
/// `param`. Never contains the text.
final class InputRefusals {

    private static final String TOO_LATE =
            "The guards could not inspect this text in time, and the policy blocks such calls.";

    private static final String UNREADABLE =
            "The guards cannot read this, and the policy blocks such calls. Send text instead of tokens.";

    private InputRefusals() {}

    static ProblemException unreadable(TextPlace place) {
        return refusal(UNREADABLE, Category.POLICY, place);
    }

    /// Blames the gateway's load for little text, the size of the text otherwise.
    static ProblemException tooLate(TextPlace place, boolean fits) {
        return fits ? OutOfTime.problem() : refusal(TOO_LATE, Category.POLICY, place);
    }

    /// Returns the category of the strictest finding; the policy itself if no finding is that strict.
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

    /// Refuses a finding that would have to be redacted in a place without a possible replacement.
    static ProblemException irreplaceable(Inspection inspection, TextPlace place) {
        Category category = categoryOf(inspection, Action.FLAG);
        return refusal(
                "The policy redacts " + category.wireName() + ", but no placeholder can replace it here.",
                category,
                place);
    }

    /// Refuses in the policy's own words, if it has some.
    static ProblemException of(Inspection inspection, TextPlace place) {
        Category category = categoryOf(inspection);
        Rule rule = inspection.rules().rule(category);
        String message = rule == null ? null : rule.message();
        boolean found =
                inspection.actions().getOrDefault(category, Action.ALLOW).stops();
        String words = message != null ? message : usualWords(category, found);
        return refusal(words, category, place);
    }

    /// Returns the category for which approval is requested.
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
