package io.plumbline.guardrails.policy.document;

import io.plumbline.guardrails.tool.ToolAction;
import io.plumbline.guardrails.tool.ToolRule;
import io.plumbline.guardrails.tool.ToolRule.ArgumentRule;
import io.plumbline.guardrails.tool.ToolRule.SpendingLimit;
import io.plumbline.guardrails.tool.ToolRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and writes the section `tools` of a policy.
final class ToolSection {

    private static final int MAX_RULES = 200;
    private static final int MAX_ARGUMENTS = 100;
    private static final int MAX_PATTERNS = 200;
    private static final int MAX_NAME = 200;

    private ToolSection() {}

    /// @throws PolicyFormatException at the first error, with its JSON pointer
    static ToolRules read(@Nullable Object value, String pointer) {
        if (value == null) {
            return ToolRules.NONE;
        }
        Map<?, ?> section = object(value, pointer, Set.of("default", "destructive", "rules"));
        List<ToolRule> rules = new ArrayList<>();
        for (Object each : list(section.get("rules"), pointer + "/rules", MAX_RULES)) {
            rules.add(rule(each, pointer + "/rules/" + rules.size()));
        }
        return new ToolRules(
                action(section.get("default"), pointer + "/default"),
                action(section.get("destructive"), pointer + "/destructive"),
                rules);
    }

    private static ToolRule rule(Object value, String pointer) {
        Map<?, ?> rule =
                object(value, pointer, Set.of("name", "action", "arguments", "schema", "limit", "untaintedOnly"));
        Map<String, ArgumentRule> arguments = new LinkedHashMap<>();
        Object byPath = rule.get("arguments");
        if (byPath != null) {
            Map<?, ?> all = object(byPath, pointer + "/arguments", null);
            if (all.size() > MAX_ARGUMENTS) {
                throw new PolicyFormatException(pointer + "/arguments", "must be at most " + MAX_ARGUMENTS);
            }
            all.forEach((path, each) ->
                    arguments.put(text(path, pointer + "/arguments"), argument(each, pointer + "/arguments/" + path)));
        }
        return new ToolRule(
                text(rule.get("name"), pointer + "/name"),
                action(rule.get("action"), pointer + "/action"),
                arguments,
                schema(rule.get("schema"), pointer + "/schema"),
                limit(rule.get("limit"), pointer + "/limit"),
                flag(rule.get("untaintedOnly"), pointer + "/untaintedOnly"));
    }

    private static ArgumentRule argument(@Nullable Object value, String pointer) {
        Map<?, ?> rule = object(value, pointer, Set.of("allowed", "denied", "required"));
        return new ArgumentRule(
                patterns(rule.get("allowed"), pointer + "/allowed"),
                patterns(rule.get("denied"), pointer + "/denied"),
                flag(rule.get("required"), pointer + "/required"));
    }

    private static @Nullable Map<String, ?> schema(@Nullable Object value, String pointer) {
        if (value == null) {
            return null;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        object(value, pointer, null).forEach((name, each) -> {
            if (each != null) {
                schema.put(String.valueOf(name), each);
            }
        });
        ToolRule.unknownKeyword(schema).ifPresent(keyword -> {
            throw new PolicyFormatException(pointer, "has an unsupported keyword: " + keyword);
        });
        return schema;
    }

    private static @Nullable SpendingLimit limit(@Nullable Object value, String pointer) {
        if (value == null) {
            return null;
        }
        Map<?, ?> limit = object(value, pointer, Set.of("argument", "perCall", "perConversation"));
        if (limit.get("perCall") == null && limit.get("perConversation") == null) {
            throw new PolicyFormatException(pointer, "must have perCall, perConversation or both");
        }
        return new SpendingLimit(
                text(limit.get("argument"), pointer + "/argument"),
                amount(limit.get("perCall"), pointer + "/perCall"),
                amount(limit.get("perConversation"), pointer + "/perConversation"));
    }

    private static double amount(@Nullable Object value, String pointer) {
        if (value == null) {
            return Double.MAX_VALUE;
        }
        if (value instanceof Number number && number.doubleValue() >= 0) {
            return number.doubleValue();
        }
        throw new PolicyFormatException(pointer, "must be a number of at least 0");
    }

    private static ToolAction action(@Nullable Object value, String pointer) {
        if (value == null) {
            return ToolAction.ALLOW;
        }
        for (ToolAction action : ToolAction.values()) {
            if (wireName(action).equals(value)) {
                return action;
            }
        }
        throw new PolicyFormatException(pointer, "must be allow, flag, ask or block");
    }

    private static String wireName(ToolAction action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static boolean flag(@Nullable Object value, String pointer) {
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new PolicyFormatException(pointer, "must be true or false");
    }

    private static String text(@Nullable Object value, String pointer) {
        if (value instanceof String text && !text.isBlank() && text.length() <= MAX_NAME) {
            return text;
        }
        throw new PolicyFormatException(pointer, "must be a text of at most " + MAX_NAME + " characters");
    }

    private static List<String> patterns(@Nullable Object value, String pointer) {
        List<String> patterns = new ArrayList<>();
        for (Object each : list(value, pointer, MAX_PATTERNS)) {
            patterns.add(text(each, pointer + "/" + patterns.size()));
        }
        return patterns;
    }

    private static List<?> list(@Nullable Object value, String pointer, int most) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.size() <= most) {
            return list;
        }
        throw new PolicyFormatException(pointer, "must be a list of at most " + most);
    }

    /// @param known the permitted fields; null for any
    private static Map<?, ?> object(@Nullable Object value, String pointer, @Nullable Set<String> known) {
        if (!(value instanceof Map<?, ?> object)) {
            throw new PolicyFormatException(pointer, "must be an object");
        }
        for (Object field : object.keySet()) {
            if (known != null && !known.contains(field)) {
                throw new PolicyFormatException(pointer + "/" + field, "is not a known field");
            }
        }
        return object;
    }

    static Map<String, Object> write(ToolRules tools) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("default", wireName(tools.otherwise()));
        section.put("destructive", wireName(tools.destructive()));
        section.put("rules", tools.rules().stream().map(ToolSection::write).toList());
        return section;
    }

    private static Map<String, Object> write(ToolRule rule) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", rule.name());
        document.put("action", wireName(rule.action()));
        if (!rule.arguments().isEmpty()) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            rule.arguments()
                    .forEach((path, each) -> arguments.put(
                            path,
                            Map.of("allowed", each.allowed(), "denied", each.denied(), "required", each.required())));
            document.put("arguments", arguments);
        }
        if (rule.schema() != null) {
            document.put("schema", rule.schema());
        }
        SpendingLimit limit = rule.limit();
        if (limit != null) {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("argument", limit.argument());
            putUnlessUnbounded(written, "perCall", limit.perCall());
            putUnlessUnbounded(written, "perConversation", limit.perConversation());
            document.put("limit", written);
        }
        if (rule.untaintedOnly()) {
            document.put("untaintedOnly", true);
        }
        return document;
    }

    private static void putUnlessUnbounded(Map<String, Object> document, String name, double amount) {
        if (amount < Double.MAX_VALUE) {
            document.put(name, amount);
        }
    }
}
