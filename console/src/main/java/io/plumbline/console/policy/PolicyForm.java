package io.plumbline.console.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The common parts of a guard policy as a form: the action and threshold of each category at each stage, and the
/// settings of the whole. Everything else in the document stays as it is.
final class PolicyForm {

    static final List<String> STAGES = List.of("input", "retrieval", "tool", "output");
    static final List<String> CATEGORIES = List.of(
            "pii",
            "secret",
            "prompt_injection",
            "jailbreak",
            "toxicity",
            "self_harm",
            "weapons",
            "insecure_output",
            "system_prompt_leak",
            "tool_denied",
            "schema",
            "token_limit",
            "policy");
    static final List<String> ACTIONS = List.of("allow", "flag", "redact", "ask", "block");

    private static final String ACTION = "action";
    private static final String THRESHOLD = "threshold";
    private static final List<String> WORDS = List.of("onFailure", "onOverload", "spotlight", "placeholders");
    private static final List<String> NUMBERS = List.of("timeoutMs", "evidenceGraceSeconds");

    private PolicyForm() {}

    /// A rule in the table.
    ///
    /// @param field the name of its fields, without the member
    /// @param action empty for no rule
    /// @param more what else the rule says, in words
    record Cell(String stage, String field, String action, String threshold, String more) {}

    /// A category with its rule at each stage.
    record Row(String category, List<Cell> cells) {

        boolean isUsed() {
            return cells.stream().anyMatch(cell -> !cell.action().isEmpty());
        }
    }

    static List<Row> rows(Map<String, Object> document) {
        List<Row> rows = new ArrayList<>();
        for (String category : CATEGORIES) {
            rows.add(new Row(
                    category,
                    STAGES.stream()
                            .map(stage -> cell(document, stage, category))
                            .toList()));
        }
        return rows;
    }

    private static Cell cell(Map<String, Object> document, String stage, String category) {
        Map<?, ?> rule = map(map(map(document.get("stages")).get(stage)).get(category));
        return new Cell(
                stage,
                "stages." + stage + "." + category,
                text(rule.get(ACTION)),
                text(rule.get(THRESHOLD)),
                more(rule));
    }

    /// Says what the table has no place for.
    private static String more(Map<?, ?> rule) {
        List<String> words = new ArrayList<>();
        if (rule.get("escalate") instanceof List<?> steps) {
            for (Object step : steps) {
                words.add(
                        text(map(step).get(ACTION)) + " from " + text(map(step).get("from")));
            }
        }
        if (rule.get("entities") instanceof List<?> only && !only.isEmpty()) {
            words.add("only " + only.size() + (only.size() == 1 ? " type" : " types"));
        }
        int own = map(rule.get("entityRules")).size();
        if (own > 0) {
            words.add(own + (own == 1 ? " type" : " types") + " differ");
        }
        if (rule.get("exceptions") instanceof List<?> exceptions && !exceptions.isEmpty()) {
            words.add(exceptions.size() + (exceptions.size() == 1 ? " exception" : " exceptions"));
        }
        if (Boolean.FALSE.equals(rule.get("enabled"))) {
            words.add("disabled");
        }
        return String.join(", ", words);
    }

    /// An entity type with an action of its own.
    record EntityRule(String stage, String category, String entity, String action, String threshold) {}

    static List<EntityRule> entityRules(Map<String, Object> document) {
        List<EntityRule> rules = new ArrayList<>();
        for (String stage : STAGES) {
            map(map(document.get("stages")).get(stage))
                    .forEach((category, rule) -> map(map(rule).get("entityRules"))
                            .forEach((entity, own) -> rules.add(new EntityRule(
                                    stage,
                                    text(category),
                                    text(entity),
                                    text(map(own).get(ACTION)),
                                    text(map(own).get(THRESHOLD))))));
        }
        return rules;
    }

    /// Puts the submitted fields into a copy of the document.
    static Map<String, Object> apply(Map<String, Object> document, Map<String, String> fields) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        Map<String, Object> stages = copy(document.get("stages"));
        for (String stage : STAGES) {
            Map<String, Object> rules = copy(stages.get(stage));
            for (String category : CATEGORIES) {
                rule(rules, category, fields, "stages." + stage + "." + category + ".");
            }
            if (rules.isEmpty()) {
                stages.remove(stage);
            } else {
                stages.put(stage, rules);
            }
        }
        changed.put("stages", stages);
        WORDS.forEach(name -> set(changed, name, fields.get(name)));
        NUMBERS.forEach(name -> set(changed, name, number(fields.get(name))));
        return changed;
    }

    private static void rule(Map<String, Object> rules, String category, Map<String, String> fields, String prefix) {
        String action = fields.get(prefix + ACTION);
        if (action == null) {
            return;
        }
        if (action.isBlank()) {
            rules.remove(category);
            return;
        }
        Map<String, Object> rule = copy(rules.get(category));
        rule.put(ACTION, action);
        Object threshold = number(fields.get(prefix + THRESHOLD));
        if (threshold == null) {
            rule.remove(THRESHOLD);
        } else {
            rule.put(THRESHOLD, threshold);
        }
        rules.put(category, rule);
    }

    private static void set(Map<String, Object> document, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (value.toString().isBlank()) {
            document.remove(name);
        } else {
            document.put(name, value);
        }
    }

    /// Returns a number; the text itself if it is none, so that the service says what is wrong with it.
    private static @Nullable Object number(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            double value = Double.parseDouble(text.strip());
            return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                    ? (Object) (long) value
                    : Double.valueOf(value);
        } catch (NumberFormatException e) {
            return text.strip();
        }
    }

    static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Map<String, Object> copy(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map(value).forEach((name, member) -> copy.put(String.valueOf(name), Objects.requireNonNull(member)));
        return copy;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
