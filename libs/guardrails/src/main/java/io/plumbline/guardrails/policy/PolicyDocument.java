package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.operator.Operator;
import io.plumbline.guardrails.operator.OperatorFormatException;
import io.plumbline.guardrails.operator.Operators;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads and writes a policy as the maps and lists that any JSON or YAML library makes of the document, so that
/// this library needs none. Unknown fields are refused: a misspelt rule must not silently guard nothing.
public final class PolicyDocument {

    private static final int MAX_ENTITIES = 200;
    private static final int MAX_ENTITY_NAME = 64;

    private PolicyDocument() {}

    /// The policy of a document.
    ///
    /// @throws PolicyFormatException at the first fault, with its JSON pointer
    public static GuardPolicy read(Map<String, ?> document) {
        refuseOthers(document, "", Set.of("stages", "onFailure", "timeoutMs", "tools"));
        Map<Stage, StageRules> stages = new EnumMap<>(Stage.class);
        Map<String, ?> byStage = object(document.get("stages"), "/stages");
        byStage.forEach((name, rules) -> {
            String pointer = "/stages/" + escaped(name);
            stages.put(named(name, pointer, Stage::of, "stage"), stageRules(object(rules, pointer), pointer));
        });
        return new GuardPolicy(
                stages,
                failureMode(document.get("onFailure")),
                timeout(document.get("timeoutMs")),
                ToolSection.read(document.get("tools"), "/tools"));
    }

    private static StageRules stageRules(Map<String, ?> document, String pointer) {
        Map<Category, Rule> rules = new EnumMap<>(Category.class);
        document.forEach((name, rule) -> {
            String at = pointer + "/" + escaped(name);
            rules.put(named(name, at, Category::of, "category"), rule(object(rule, at), at));
        });
        return StageRules.of(rules);
    }

    private static Rule rule(Map<String, ?> document, String pointer) {
        refuseOthers(document, pointer, Set.of("action", "threshold", "operator", "entities"));
        Action action = named(document.get("action"), pointer + "/action", Action::of, "action");
        return new Rule(
                action,
                threshold(document.get("threshold"), pointer + "/threshold"),
                operator(document.get("operator"), pointer + "/operator"),
                entities(document.get("entities"), pointer + "/entities"));
    }

    private static double threshold(@Nullable Object value, String pointer) {
        if (value == null) {
            return Rule.DEFAULT_THRESHOLD;
        }
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        throw new PolicyFormatException(pointer, "must be a number from 0 to 1");
    }

    private static Operator operator(@Nullable Object value, String pointer) {
        try {
            return value == null ? Operator.PLACEHOLDER : Operators.read(value);
        } catch (OperatorFormatException e) {
            String field = e.field().isEmpty() || value instanceof String ? "" : "/" + escaped(e.field());
            throw new PolicyFormatException(pointer + field, e.fault());
        }
    }

    private static Set<String> entities(@Nullable Object value, String pointer) {
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof List<?> list) || list.size() > MAX_ENTITIES) {
            throw new PolicyFormatException(pointer, "must be a list of at most " + MAX_ENTITIES + " entity names");
        }
        Set<String> entities = new LinkedHashSet<>();
        for (Object each : list) {
            if (!(each instanceof String name) || name.isBlank() || name.length() > MAX_ENTITY_NAME) {
                throw new PolicyFormatException(pointer, "must hold entity names such as EMAIL_ADDRESS");
            }
            entities.add(name);
        }
        return entities;
    }

    private static FailureMode failureMode(@Nullable Object value) {
        if (value == null) {
            return FailureMode.CLOSED;
        }
        for (FailureMode mode : FailureMode.values()) {
            if (mode.name().equals(value)) {
                return mode;
            }
        }
        throw new PolicyFormatException("/onFailure", "must be OPEN or CLOSED");
    }

    private static int timeout(@Nullable Object value) {
        if (value == null) {
            return GuardPolicy.DEFAULT_TIMEOUT_MS;
        }
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 1
                && number.intValue() <= GuardPolicy.LONGEST_TIMEOUT_MS) {
            return number.intValue();
        }
        throw new PolicyFormatException(
                "/timeoutMs", "must be a whole number of milliseconds from 1 to " + GuardPolicy.LONGEST_TIMEOUT_MS);
    }

    private static Map<String, ?> object(@Nullable Object value, String pointer) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new PolicyFormatException(pointer, "must be an object");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, each) -> object.put(String.valueOf(key), each));
        return object;
    }

    private static <T> T named(
            @Nullable Object value, String pointer, Function<String, Optional<T>> byName, String what) {
        if (value instanceof String name) {
            Optional<T> found = byName.apply(name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new PolicyFormatException(pointer, "is not the name of a known " + what);
    }

    private static void refuseOthers(Map<String, ?> document, String pointer, Set<String> known) {
        for (String field : document.keySet()) {
            if (!known.contains(field)) {
                throw new PolicyFormatException(pointer + "/" + escaped(field), "is not a known field");
            }
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /// The document of a policy, every default spelt out.
    public static Map<String, Object> write(GuardPolicy policy) {
        Map<String, Object> stages = new LinkedHashMap<>();
        policy.stages().forEach((stage, rules) -> {
            Map<String, Object> byCategory = new LinkedHashMap<>();
            rules.asMap().forEach((category, rule) -> byCategory.put(category.wireName(), write(rule)));
            stages.put(stage.wireName(), byCategory);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stages", stages);
        document.put("onFailure", policy.onFailure().name());
        document.put("timeoutMs", policy.timeoutMs());
        if (!policy.tools().isIdle()) {
            document.put("tools", ToolSection.write(policy.tools()));
        }
        return document;
    }

    private static Map<String, Object> write(Rule rule) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("action", rule.action().wireName());
        document.put("threshold", rule.threshold());
        document.put("operator", Operators.write(rule.operator()));
        if (!rule.entities().isEmpty()) {
            document.put("entities", rule.entities().stream().sorted().toList());
        }
        return document;
    }
}
