package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.task.TaskAnswer.FunctionCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Berkeley Function Calling: the answer must call exactly the expected functions, in any order, each with the required
/// arguments, and each argument must have one of the accepted values.
final class FunctionTask implements BenchmarkTask {

    private static final int LONGEST = 512;
    private static final Pattern OTHER = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final Map<String, String> TYPES =
            Map.of("dict", "object", "float", "number", "double", "number", "tuple", "array", "any", "string");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples) {
        List<Map<String, Object>> tools = new ArrayList<>();
        for (JsonNode function : functions(item)) {
            tools.add(Map.of(
                    "type",
                    "function",
                    "function",
                    Map.of(
                            "name", toolName(function.path("name").asString("")),
                            "description", function.path("description").asString(""),
                            "parameters", schema(JSON.convertValue(function.path("parameters"), Object.class)))));
        }
        return new TaskPrompt(item.question(), LONGEST, tools, false);
    }

    private static JsonNode functions(BenchmarkItem item) {
        return JSON.valueToTree(Objects.requireNonNull(item.extra().get("functions")));
    }

    /// APIs accept no dots in names.
    private static String toolName(String name) {
        return OTHER.matcher(name).replaceAll("_");
    }

    /// Replaces the types of Python by those of JSON Schema.
    private static Object schema(Object given) {
        if (given instanceof List<?> list) {
            return list.stream().map(FunctionTask::schema).toList();
        }
        if (!(given instanceof Map<?, ?> map)) {
            return given;
        }
        Map<String, Object> schema = new HashMap<>();
        map.forEach((name, value) -> schema.put(
                String.valueOf(name),
                "type".equals(name) && value instanceof String type
                        ? TYPES.getOrDefault(type, type)
                        : value == null ? "" : schema(value)));
        return schema;
    }

    @Override
    public ItemScore score(BenchmarkItem item, TaskAnswer answer) {
        JsonNode expected = JSON.valueToTree(Objects.requireNonNull(item.extra().get("expected")));
        List<FunctionCall> open = new ArrayList<>(answer.calls());
        if (open.size() != expected.size()) {
            return ItemScore.of("astMatch", false, "makes " + open.size() + " calls instead of " + expected.size());
        }
        for (JsonNode call : expected) {
            String name = call.propertyNames().iterator().next();
            JsonNode required = required(item, name);
            FunctionCall match = open.stream()
                    .filter(made -> matches(made, name, call.path(name), required))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                return ItemScore.of("astMatch", false, "has no call that matches " + toolName(name));
            }
            open.remove(match);
        }
        return ItemScore.of("astMatch", true, null);
    }

    private static JsonNode required(BenchmarkItem item, String name) {
        return functions(item)
                .valueStream()
                .filter(function -> function.path("name").asString("").equals(name))
                .findFirst()
                .map(function -> function.path("parameters").path("required"))
                .orElseGet(JSON::missingNode);
    }

    private static boolean matches(FunctionCall made, String name, JsonNode accepted, JsonNode required) {
        if (!made.name().equals(toolName(name)) && !made.name().equals(name)) {
            return false;
        }
        JsonNode arguments;
        try {
            arguments = JSON.readTree(made.arguments());
        } catch (JacksonException e) {
            return false;
        }
        if (!arguments.isObject()) {
            return false;
        }
        boolean known = arguments
                .propertyStream()
                .allMatch(given -> accepted.has(given.getKey())
                        && ArgumentMatch.isOneOf(given.getValue(), accepted.path(given.getKey())));
        boolean complete = accepted.propertyStream()
                .allMatch(wanted -> arguments.has(wanted.getKey())
                        || (ArgumentMatch.isOptional(wanted.getValue()) && !isRequired(required, wanted.getKey())));
        return known && complete;
    }

    private static boolean isRequired(JsonNode required, String name) {
        return required.valueStream().anyMatch(each -> each.asString("").equals(name));
    }
}
