package io.plumbline.gateway.guard.answer;

import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The policy's message for a client that receives no answer.
final class StopMessage {

    private StopMessage() {}

    /// Returns the message of the rule that stopped a text, by its strictest finding; null if it has none.
    static @Nullable String of(List<Finding> findings, StageRules rules) {
        Action strictest = Action.REDACT;
        String message = null;
        for (Finding finding : findings) {
            Action action = rules.actionFor(finding);
            Rule rule = rules.rule(finding.category());
            if (rule != null && action.isStricterThan(strictest)) {
                strictest = action;
                message = rule.message();
            }
        }
        return message;
    }
}
