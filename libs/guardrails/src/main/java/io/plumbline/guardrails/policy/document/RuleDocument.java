package io.plumbline.guardrails.policy.document;

import io.plumbline.guardrails.policy.Escalation;
import io.plumbline.guardrails.policy.Measure;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.RuleException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.operator.OperatorFormatException;
import io.plumbline.personaldata.operator.Operators;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads and writes a rule of a policy's document.
final class RuleDocument {

    private static final int MAX_ENTITIES = 200;
    private static final int MAX_ENTITY_NAME = 64;
    private static final int MAX_STEPS = 4;
    private static final int MAX_EXCEPTIONS = 20;
    private static final int MAX_NAMES = 50;
    private static final int MAX_NAME = 63;
    private static final int MAX_MESSAGE = 300;

    private static final String CANARY = "canary";
    private static final Set<String> MEASURE = Set.of("action", "threshold", "operator", "escalate");
    private static final Set<String> RULE = with(
            MEASURE,
            "entities",
            "entityRules",
            "enabled",
            "languages",
            "exceptions",
            "onFailure",
            "timeoutMs",
            "message",
            CANARY);

    private RuleDocument() {}

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    static Rule read(Category category, PolicyNode document) {
        document.refuseOthers(RULE);
        if (document.has(CANARY) && category != Category.SYSTEM_PROMPT_LEAK) {
            throw document.wrong(CANARY, "is only for system_prompt_leak");
        }
        Measure measure = measure(document, Measure.of(Action.ALLOW), true);
        Set<String> entities = document.strings("entities", MAX_ENTITIES, RuleDocument::isEntity, "entity names");
        return new Rule(
                measure,
                entities,
                entityRules(document, measure),
                scope(document),
                failure(document),
                message(document),
                document.flag(CANARY, false));
    }

    private static boolean isEntity(String name) {
        return !name.isBlank() && name.length() <= MAX_ENTITY_NAME;
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME;
    }

    static boolean isLanguage(String code) {
        return code.length() == 2 && Character.isLowerCase(code.charAt(0)) && Character.isLowerCase(code.charAt(1));
    }

    /// A part of a rule. Its operator and threshold default to the whole rule's, and so do its action and steps
    /// if it has no action of its own.
    private static Measure part(PolicyNode document, Measure whole) {
        return measure(document, whole, document.has("action"));
    }

    private static Measure measure(PolicyNode document, Measure whole, boolean own) {
        Action action = own ? document.named("action", Action::of, "action") : whole.action();
        double threshold = document.has("threshold") ? document.score("threshold") : whole.threshold();
        Operator operator = operator(document, whole.operator());
        List<Escalation> escalate = own || document.has("escalate")
                ? document.list("escalate", MAX_STEPS, RuleDocument::escalation)
                : above(threshold, whole.escalate());
        try {
            return new Measure(action, threshold, operator, escalate);
        } catch (IllegalArgumentException e) {
            throw document.wrong(
                    "escalate", "must ascend from the threshold, each step stricter than the previous one");
        }
    }

    private static Operator operator(PolicyNode document, Operator otherwise) {
        Object value = document.value("operator");
        try {
            return value == null ? otherwise : Operators.read(value);
        } catch (OperatorFormatException e) {
            boolean ofParameter = value instanceof Map && !e.field().isEmpty();
            String pointer = document.at("operator");
            throw new PolicyFormatException(
                    ofParameter ? new PolicyNode(Map.of(), pointer).at(e.field()) : pointer, e.fault());
        }
    }

    /// Steps below a higher threshold begin at the threshold.
    private static List<Escalation> above(double threshold, List<Escalation> steps) {
        List<Escalation> above = new ArrayList<>();
        for (Escalation step : steps) {
            above.add(new Escalation(Math.max(threshold, step.from()), step.action()));
        }
        return above;
    }

    private static Escalation escalation(PolicyNode document) {
        document.refuseOthers(Set.of("from", "action"));
        return new Escalation(document.score("from"), document.named("action", Action::of, "action"));
    }

    private static Map<String, Measure> entityRules(PolicyNode document, Measure whole) {
        Map<String, Measure> rules = new HashMap<>();
        PolicyNode byEntity = document.objectOrNone("entityRules", MAX_ENTITIES);
        for (String entity : byEntity.names()) {
            if (!isEntity(entity)) {
                throw document.wrong("entityRules", "must have names of entities as names");
            }
            PolicyNode rule = byEntity.object(entity);
            rule.refuseOthers(MEASURE);
            rules.put(entity, part(rule, whole));
        }
        return rules;
    }

    private static Rule.Scope scope(PolicyNode document) {
        return new Rule.Scope(
                document.flag("enabled", true),
                document.strings("languages", MAX_NAMES, RuleDocument::isLanguage, "codes of languages such as en"),
                document.list("exceptions", MAX_EXCEPTIONS, RuleDocument::exception));
    }

    private static RuleException exception(PolicyNode document) {
        document.refuseOthers(Set.of("roles", "routes", "action"));
        Set<String> roles = document.strings("roles", MAX_NAMES, RuleDocument::isName, "names of roles");
        Set<String> routes = document.strings("routes", MAX_NAMES, RuleDocument::isName, "names of routes");
        if (roles.isEmpty() && routes.isEmpty()) {
            throw new PolicyFormatException(document.pointer(), "must name a role or a route");
        }
        return new RuleException(roles, routes, document.named("action", Action::of, "action"));
    }

    static Rule.Failure failure(PolicyNode document) {
        return new Rule.Failure(document.failureMode("onFailure"), document.timeout("timeoutMs"));
    }

    private static @Nullable String message(PolicyNode document) {
        Object value = document.value("message");
        if (value == null) {
            return null;
        }
        if (value instanceof String message
                && !message.isBlank()
                && message.length() <= MAX_MESSAGE
                && message.chars().noneMatch(Character::isISOControl)) {
            return message;
        }
        throw document.wrong("message", "must be one line of at most " + MAX_MESSAGE + " characters");
    }

    /// The document of a rule, with every default of its measure written out.
    static Map<String, Object> write(Rule rule) {
        Map<String, Object> document = write(rule.measure());
        if (!rule.entities().isEmpty()) {
            document.put("entities", sorted(rule.entities()));
        }
        if (!rule.entityRules().isEmpty()) {
            Map<String, Object> byEntity = new TreeMap<>();
            rule.entityRules().forEach((entity, measure) -> byEntity.put(entity, write(measure)));
            document.put("entityRules", byEntity);
        }
        write(rule.scope(), document);
        write(rule.failure(), document);
        if (rule.message() != null) {
            document.put("message", rule.message());
        }
        if (rule.canary()) {
            document.put(CANARY, true);
        }
        return document;
    }

    private static Map<String, Object> write(Measure measure) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("action", measure.action().wireName());
        document.put("threshold", measure.threshold());
        document.put("operator", Operators.write(measure.operator()));
        if (!measure.escalate().isEmpty()) {
            List<Object> steps = new ArrayList<>();
            for (Escalation step : measure.escalate()) {
                steps.add(Map.of("from", step.from(), "action", step.action().wireName()));
            }
            document.put("escalate", steps);
        }
        return document;
    }

    private static void write(Rule.Scope scope, Map<String, Object> document) {
        if (!scope.enabled()) {
            document.put("enabled", false);
        }
        if (!scope.languages().isEmpty()) {
            document.put("languages", sorted(scope.languages()));
        }
        if (!scope.exceptions().isEmpty()) {
            List<Object> exceptions = new ArrayList<>();
            for (RuleException exception : scope.exceptions()) {
                exceptions.add(write(exception));
            }
            document.put("exceptions", exceptions);
        }
    }

    private static Map<String, Object> write(RuleException exception) {
        Map<String, Object> document = new LinkedHashMap<>();
        if (!exception.roles().isEmpty()) {
            document.put("roles", sorted(exception.roles()));
        }
        if (!exception.routes().isEmpty()) {
            document.put("routes", sorted(exception.routes()));
        }
        document.put("action", exception.action().wireName());
        return document;
    }

    static void write(Rule.Failure failure, Map<String, Object> document) {
        if (failure.mode() != null) {
            document.put("onFailure", failure.mode().name());
        }
        if (failure.timeoutMs() != null) {
            document.put("timeoutMs", failure.timeoutMs());
        }
    }

    private static List<String> sorted(Set<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }
}
