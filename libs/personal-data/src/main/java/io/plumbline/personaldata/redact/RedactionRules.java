package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import java.util.Set;

/// What happens to the findings in a text. Implementations are immutable.
public interface RedactionRules {

    /// Lets every finding pass.
    RedactionRules NONE = new RedactionRules() {
        @Override
        public Action actionFor(Finding finding) {
            return Action.ALLOW;
        }

        @Override
        public Operator operatorFor(Finding finding) {
            return Operator.PLACEHOLDER;
        }

        @Override
        public Set<Category> effective() {
            return Set.of();
        }
    };

    Action actionFor(Finding finding);

    /// The replacement for a redacted finding.
    Operator operatorFor(Finding finding);

    /// The categories with a possible action.
    Set<Category> effective();
}
