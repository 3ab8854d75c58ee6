package io.plumbline.eval.gate.comparison;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.operator.Operator;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import java.util.Map;

/// Takes personal data and credentials out of what leaves for places where more people read than may see the
/// gate, such as the comments of a pull request. A text that cannot be looked at does not leave at all.
public final class Redactor {

    private static final String WITHHELD = "(withheld: it could not be checked for personal data)";
    private static final Rule REPLACE = Rule.of(Action.REDACT).withOperator(Operator.REPLACE);
    private static final GuardPolicy POLICY = new GuardPolicy(
            Map.of(Stage.OUTPUT, StageRules.of(Map.of(Category.PII, REPLACE, Category.SECRET, REPLACE))),
            FailureMode.CLOSED,
            GuardPolicy.LONGEST_TIMEOUT_MS);

    private final GuardEngine engine;

    public Redactor(GuardEngine engine) {
        this.engine = engine;
    }

    public String redact(String text) {
        Inspection inspection = engine.inspect(Stage.OUTPUT, text, POLICY);
        return inspection.decision() == Action.BLOCK ? WITHHELD : inspection.text();
    }
}
