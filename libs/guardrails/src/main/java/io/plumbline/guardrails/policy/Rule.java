package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.detect.Concern;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The actions for findings of one category at one stage.
///
/// @param measure the action
/// @param entities the entity types that it applies to; empty for all
/// @param entityRules entity types with a measure of their own
/// @param scope the texts and calls to which the rule applies
/// @param failure the behaviour when its detectors fail or are late
/// @param message replaces the default message to a caller whose call it blocks
/// @param canary for leaks only: whether the system prompt is sent with a mark that an answer must not contain
public record Rule(
        Measure measure,
        Set<String> entities,
        Map<String, Measure> entityRules,
        Scope scope,
        Failure failure,
        @Nullable String message,
        boolean canary) {

    public static final double DEFAULT_THRESHOLD = Measure.DEFAULT_THRESHOLD;

    public Rule {
        entities = Set.copyOf(entities);
        entityRules = Map.copyOf(entityRules);
    }

    public Rule(Measure measure) {
        this(measure, Set.of(), Map.of(), Scope.EVERYWHERE, Failure.AS_THE_STAGE, null, false);
    }

    public Rule(Action action, double threshold, Operator operator, Set<String> entities) {
        this(
                new Measure(action, threshold, operator, List.of()),
                entities,
                Map.of(),
                Scope.EVERYWHERE,
                Failure.AS_THE_STAGE,
                null,
                false);
    }

    public static Rule of(Action action) {
        return new Rule(Measure.of(action));
    }

    /// The scope of a rule.
    ///
    /// @param enabled whether it applies at all; a disabled rule counts as missing
    /// @param languages two-letter codes of the languages of its texts; empty for all
    /// @param exceptions calls with another action; the first match applies
    public record Scope(boolean enabled, Set<String> languages, List<RuleException> exceptions) {

        public static final Scope EVERYWHERE = new Scope(true, Set.of(), List.of());

        public Scope {
            languages = Set.copyOf(languages);
            exceptions = List.copyOf(exceptions);
        }
    }

    /// The behaviour when a category's detectors give no answer.
    ///
    /// @param mode null for the stage's
    /// @param timeoutMs their time limit for one text, in milliseconds; null for the text's own limit
    public record Failure(
            @Nullable FailureMode mode, @Nullable Integer timeoutMs) {

        public static final Failure AS_THE_STAGE = new Failure(null, null);

        public Failure {
            if (timeoutMs != null) {
                GuardPolicy.requireTimeout(timeoutMs);
            }
        }
    }

    public Rule withThreshold(double other) {
        return with(measure.withThreshold(other));
    }

    public Rule withOperator(Operator other) {
        return with(measure.withOperator(other));
    }

    /// The same rule with another measure for an entity type.
    public Rule withEntity(String entityType, Measure other) {
        Map<String, Measure> all = new HashMap<>(entityRules);
        all.put(entityType, other);
        return new Rule(measure, entities, all, scope, failure, message, canary);
    }

    private Rule with(Measure other) {
        return new Rule(other, entities, entityRules, scope, failure, message, canary);
    }

    public Action action() {
        return measure.action();
    }

    public double threshold() {
        return measure.threshold();
    }

    public Operator operator() {
        return measure.operator();
    }

    /// The rule's action for a finding of its category.
    public Action actionFor(Finding finding) {
        boolean meant = entities.isEmpty() || entities.contains(finding.entityType());
        return meant ? measureFor(finding.entityType()).at(finding.score()) : Action.ALLOW;
    }

    /// The measure for findings of an entity type that the rule applies to.
    public Measure measureFor(String entityType) {
        return entityRules.isEmpty() ? measure : entityRules.getOrDefault(entityType, measure);
    }

    /// The strictest possible action.
    public Action strictest() {
        Action strictest = measure.strictest();
        for (Measure each : entityRules.values()) {
            strictest = strictest.or(each.strictest());
        }
        return strictest;
    }

    /// Whether the rule does more than flag for only one entity type, and then only blocks.
    public boolean stopsOnlyFor(String entityType) {
        if (measure.strictest().isStricterThan(Action.FLAG)
                || measureFor(entityType).mayDo(EnumSet.of(Action.REDACT))) {
            return false;
        }
        for (Map.Entry<String, Measure> each : entityRules.entrySet()) {
            if (!each.getKey().equals(entityType) && each.getValue().strictest().isStricterThan(Action.FLAG)) {
                return false;
            }
        }
        return true;
    }

    /// Whether one of these actions may result.
    boolean mayDo(Set<Action> some) {
        return measure.mayDo(some) || entityRules.values().stream().anyMatch(each -> each.mayDo(some));
    }

    /// The same rule with some actions replaced by another.
    Rule insteadOf(Set<Action> some, Action other) {
        if (!mayDo(some)) {
            return this;
        }
        Map<String, Measure> others = new HashMap<>();
        entityRules.forEach((entity, each) -> others.put(entity, each.insteadOf(some, other)));
        return new Rule(measure.insteadOf(some, other), entities, others, scope, failure, message, canary);
    }

    /// The same rule with another operator for every entity.
    Rule redactingBy(Operator operator) {
        Map<String, Measure> others = new HashMap<>();
        entityRules.forEach((entity, each) -> others.put(entity, each.withOperator(operator)));
        return new Rule(measure.withOperator(operator), entities, others, scope, failure, message, canary);
    }

    /// The rule as it applies to a call: the action of a matching exception replaces every action of the rule,
    /// but what the rule allows stays allowed.
    Rule forCall(Collection<String> roles, String route) {
        for (RuleException exception : scope.exceptions()) {
            if (exception.holdsFor(roles, route)) {
                Map<String, Measure> others = new HashMap<>();
                entityRules.forEach((entity, other) -> others.put(entity, excepted(other, exception.action())));
                Scope settled = new Scope(scope.enabled(), scope.languages(), List.of());
                return new Rule(
                        excepted(measure, exception.action()), entities, others, settled, failure, message, canary);
            }
        }
        return this;
    }

    /// The minimum score of an entity for any action; [Concern#NEVER] if there is none.
    double actsFrom(String entityType) {
        if (!entities.isEmpty() && !entities.contains(entityType)) {
            return Concern.NEVER;
        }
        Measure usual = measureFor(entityType);
        return scope.exceptions().isEmpty() ? usual.actsFrom() : usual.threshold();
    }

    /// Applies an exception to a measure.
    public static Measure excepted(Measure measure, Action action) {
        return measure.strictest() == Action.ALLOW ? measure : measure.withAction(action);
    }
}
