package io.plumbline.eval.gate.comparison;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.Map;
import java.util.Optional;

/// Redacts personal data and credentials in texts for a wider audience than the gate, for example pull request
/// comments. A text that cannot be inspected is withheld.
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
        return redacted(text).orElse(WITHHELD);
    }

    /// Returns the redacted text; empty if it cannot be inspected.
    public Optional<String> redacted(String text) {
        Inspection inspection = engine.inspect(Stage.OUTPUT, text, POLICY);
        return inspection.decision() == Action.BLOCK ? Optional.empty() : Optional.of(inspection.text());
    }
}
