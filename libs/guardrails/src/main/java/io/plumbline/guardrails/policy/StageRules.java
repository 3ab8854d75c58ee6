package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.RedactionRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The rules of one stage. A category with no rule, or a disabled one, is not inspected. Immutable.
public final class StageRules implements RedactionRules {

    private static final Set<Action> ASKING = EnumSet.of(Action.ASK);
    private static final Set<Action> STOPPING = EnumSet.of(Action.ASK, Action.BLOCK);

    public static final StageRules NONE = of(Map.of());

    private final Map<Category, Rule> rules;
    private final Map<Category, Rule> enabled;
    private final Rule.Failure failure;
    private final Set<Category> effective;
    private final boolean speaksOfLanguages;
    private final boolean hasExceptions;
    private final boolean mayAsk;

    private StageRules(Map<Category, Rule> rules, Rule.Failure failure) {
        this.rules = kept(rules, (category, rule) -> true);
        this.enabled = kept(rules, (category, rule) -> rule.scope().enabled());
        this.failure = failure;
        this.effective = Collections.unmodifiableSet(effective(enabled));
        this.speaksOfLanguages = enabled.values().stream()
                .anyMatch(rule -> !rule.scope().languages().isEmpty());
        this.hasExceptions = this.rules.values().stream()
                .anyMatch(rule -> !rule.scope().exceptions().isEmpty());
        this.mayAsk = enabled.values().stream().anyMatch(rule -> rule.mayDo(ASKING));
    }

    private static Map<Category, Rule> kept(Map<Category, Rule> rules, BiPredicate<Category, Rule> wanted) {
        Map<Category, Rule> kept = new EnumMap<>(Category.class);
        rules.forEach((category, rule) -> {
            if (wanted.test(category, rule)) {
                kept.put(category, rule);
            }
        });
        return Collections.unmodifiableMap(kept);
    }

    private static Set<Category> effective(Map<Category, Rule> enabled) {
        EnumSet<Category> effective = EnumSet.noneOf(Category.class);
        enabled.forEach((category, rule) -> {
            if (rule.strictest() != Action.ALLOW) {
                effective.add(category);
            }
        });
        return effective;
    }

    public static StageRules of(Map<Category, Rule> rules) {
        return of(rules, Rule.Failure.AS_THE_STAGE);
    }

    /// @param failure the behaviour when a detector of a rule without its own fails, and the time limit of one
    ///     text; defaults to the policy's
    public static StageRules of(Map<Category, Rule> rules, Rule.Failure failure) {
        return new StageRules(rules, failure);
    }

    /// The rule in force for a category.
    public @Nullable Rule rule(Category category) {
        return enabled.get(category);
    }

    /// The action for a finding: none if its category has no rule.
    @Override
    public Action actionFor(Finding finding) {
        Rule rule = enabled.get(finding.category());
        return rule == null ? Action.ALLOW : rule.actionFor(finding);
    }

    /// The minimum score of an entity for any action; [Concern#NEVER] if there is none.
    public double actsFrom(Category category, String entityType) {
        Rule rule = enabled.get(category);
        return rule == null ? Concern.NEVER : rule.actsFrom(entityType);
    }

    /// The replacement for a redacted finding.
    @Override
    public Operator operatorFor(Finding finding) {
        Rule rule = enabled.get(finding.category());
        return rule == null
                ? Operator.PLACEHOLDER
                : rule.measureFor(finding.entityType()).operator();
    }

    /// The categories to detect.
    public Set<Category> categories() {
        return enabled.keySet();
    }

    /// The categories with a possible action.
    @Override
    public Set<Category> effective() {
        return effective;
    }

    /// Those of some categories whose rules may do more than flag.
    public Set<Category> stern(Set<Category> among) {
        EnumSet<Category> stern = EnumSet.noneOf(Category.class);
        for (Category category : among) {
            Rule rule = enabled.get(category);
            if (rule != null && rule.strictest().isStricterThan(Action.FLAG)) {
                stern.add(category);
            }
        }
        return stern;
    }

    /// Every rule, including disabled ones.
    public Map<Category, Rule> asMap() {
        return rules;
    }

    public Rule.Failure failure() {
        return failure;
    }

    /// Whether a rule is limited to texts in some languages.
    public boolean speaksOfLanguages() {
        return speaksOfLanguages;
    }

    /// The rules for a text in this language.
    ///
    /// @param language two-letter code; null when it is unknown, in which case every rule applies
    public StageRules inLanguage(@Nullable String language) {
        if (language == null || !speaksOfLanguages) {
            return this;
        }
        return keeping((category, rule) -> {
            Set<String> languages = rule.scope().languages();
            return languages.isEmpty() || languages.contains(language);
        });
    }

    /// Whether a rule may require a person's decision.
    public boolean mayAsk() {
        return mayAsk;
    }

    /// Whether actions depend on the caller or the route.
    boolean hasExceptions() {
        return hasExceptions;
    }

    /// The same rules with another action wherever a person would decide.
    public StageRules insteadOfAsking(Action other) {
        return mayAsk() ? with(rule -> rule.insteadOf(ASKING, other)) : this;
    }

    /// The same rules with another action wherever a text would be blocked or held.
    public StageRules insteadOfStopping(Action other) {
        return with(rule -> rule.insteadOf(STOPPING, other));
    }

    /// The same rules with another operator for every redaction.
    public StageRules redactingBy(Operator operator) {
        return with(rule -> rule.redactingBy(operator));
    }

    /// Only these rules.
    public StageRules keeping(BiPredicate<Category, Rule> wanted) {
        return new StageRules(kept(rules, wanted), failure);
    }

    StageRules with(UnaryOperator<Rule> change) {
        Map<Category, Rule> changed = new EnumMap<>(Category.class);
        rules.forEach((category, rule) -> changed.put(category, change.apply(rule)));
        return new StageRules(changed, failure);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageRules that && rules.equals(that.rules) && failure.equals(that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rules, failure);
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
