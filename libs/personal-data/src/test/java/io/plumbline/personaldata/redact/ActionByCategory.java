package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import java.util.Map;
import java.util.Set;

/// One action for each category, and a placeholder for each redacted finding.
record ActionByCategory(Map<Category, Action> actions) implements RedactionRules {

    @Override
    public Action actionFor(Finding finding) {
        return actions.getOrDefault(finding.category(), Action.ALLOW);
    }

    @Override
    public Operator operatorFor(Finding finding) {
        return Operator.PLACEHOLDER;
    }

    @Override
    public Set<Category> effective() {
        return actions.keySet();
    }
}
