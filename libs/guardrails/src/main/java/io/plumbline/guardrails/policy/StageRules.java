package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of one stage. A category without a rule is not looked for. Immutable.
public final class StageRules {

    public static final StageRules NONE = new StageRules(Map.of());

    private final Map<Category, Rule> rules;

    private StageRules(Map<Category, Rule> rules) {
        EnumMap<Category, Rule> copy = new EnumMap<>(Category.class);
        copy.putAll(rules);
        this.rules = Collections.unmodifiableMap(copy);
    }

    public static StageRules of(Map<Category, Rule> rules) {
        return rules.isEmpty() ? NONE : new StageRules(rules);
    }

    public @Nullable Rule rule(Category category) {
        return rules.get(category);
    }

    /// What is done about a finding: nothing where its category has no rule.
    public Action actionFor(Finding finding) {
        Rule rule = rules.get(finding.category());
        return rule == null ? Action.ALLOW : rule.actionFor(finding);
    }

    public Set<Category> categories() {
        return rules.keySet();
    }

    /// The categories about which something is done.
    public Set<Category> effective() {
        EnumSet<Category> effective = EnumSet.noneOf(Category.class);
        rules.forEach((category, rule) -> {
            if (rule.action() != Action.ALLOW) {
                effective.add(category);
            }
        });
        return effective;
    }

    public Map<Category, Rule> asMap() {
        return rules;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageRules that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
