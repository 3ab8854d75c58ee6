package io.plumbline.standalone.evalimport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An assertion of promptfoo as a metric. Those that compare with expected texts can take them from the
/// references of a record, so that each test keeps its own.
///
/// @param kind the metric with its options, apart from expected texts: assertions of the same kind share a
///     suite
/// @param metric name of the metric
/// @param options its options, without expected texts
/// @param negated whether it must not hold
/// @param texts expected texts; empty for metrics without any
record TranslatedAssertion(
        String kind, String metric, Map<String, Object> options, boolean negated, List<String> texts) {

    private static final String NOT = "not-";

    /// Returns the metric of an assertion; empty if there is none.
    static Optional<TranslatedAssertion> of(JsonNode assertion) {
        String type = assertion.path("type").asString("");
        boolean negated = type.startsWith(NOT);
        String plain = negated ? type.substring(NOT.length()) : type;
        JsonNode value = assertion.path("value");
        return switch (plain) {
            case "equals" -> texts(plain, "exactMatch", Map.of(), negated, value);
            case "contains", "contains-any" -> texts("contains", "contains", Map.of(), negated, value);
            case "icontains", "icontains-any" ->
                texts("icontains", "contains", Map.of("ignoreCase", true), negated, value);
            case "contains-all" -> texts(plain, "contains", Map.of("all", true), negated, value);
            case "icontains-all" -> texts(plain, "contains", Map.of("all", true, "ignoreCase", true), negated, value);
            case "starts-with" -> texts(plain, "startsWith", Map.of(), negated, value);
            case "similar" -> texts(plain, "cosine", Map.of(), negated, value);
            case "levenshtein" -> texts(plain, "editDistance", Map.of(), negated, value);
            case "rouge-n" -> texts(plain, "rouge1", Map.of(), negated, value);
            case "bleu" -> texts(plain, "bleu", Map.of(), negated, value);
            case "meteor" -> texts(plain, "meteor", Map.of(), negated, value);
            case "is-refusal" -> fixed("refusal", Map.of(), negated);
            case "is-json" ->
                value.isObject()
                        ? fixed("jsonSchema", Map.of("schema", value), negated)
                        : fixed("json", Map.of(), negated);
            case "regex" -> value.isString() ? fixed("regex", Map.of("pattern", value), negated) : Optional.empty();
            case "latency" -> figure("latency", assertion, negated);
            case "cost" -> figure("cost", assertion, negated);
            default -> Optional.empty();
        };
    }

    private static Optional<TranslatedAssertion> texts(
            String kind, String metric, Map<String, Object> options, boolean negated, JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(each -> texts.add(each.asString("")));
        } else if (value.isValueNode() && !value.isNull()) {
            texts.add(value.asString(""));
        }
        boolean usable = !texts.isEmpty() && texts.stream().noneMatch(TranslatedAssertion::isDynamic);
        return usable
                ? Optional.of(new TranslatedAssertion((negated ? NOT : "") + kind, metric, options, negated, texts))
                : Optional.empty();
    }

    /// Whether a text is computed when the test runs.
    private static boolean isDynamic(String text) {
        return text.isBlank() || text.contains("{{") || text.startsWith("file://");
    }

    private static Optional<TranslatedAssertion> fixed(String metric, Map<String, Object> options, boolean negated) {
        String kind = (negated ? NOT : "") + metric + (options.isEmpty() ? "" : options.toString());
        return Optional.of(new TranslatedAssertion(kind, metric, options, negated, List.of()));
    }

    private static Optional<TranslatedAssertion> figure(String metric, JsonNode assertion, boolean negated) {
        JsonNode most = assertion.path("threshold");
        return most.isNumber() && !negated ? fixed(metric, Map.of("atMost", most), false) : Optional.empty();
    }

    /// Whether expected texts come from the references of a record.
    boolean needsReferences() {
        return !texts.isEmpty();
    }

    /// Returns the rule of a suite, with a drop that its users would accept.
    ///
    /// @param label its name in checks
    Map<String, Object> rule(String label) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", metric);
        rule.put("as", label);
        if (!options.isEmpty()) {
            rule.put("options", options);
        }
        if (negated) {
            rule.put("negate", true);
        }
        rule.put("maxRegression", metric.equals("bleu") ? 5 : 0.05);
        return rule;
    }
}
