package io.plumbline.standalone.evalimport;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Translates a configuration of promptfoo: each prompt into a registered prompt, the tests into records, and
/// assertions into metrics. Records have the variables of their test as fields. A suite applies its metrics to
/// every record, so tests are divided by the kind of assertion that they need: each kind becomes a dataset and
/// a suite. Assertions of `defaultTest`, and those without expected texts that all tests share, are in every
/// suite. Prompts and tests may be in [other files][PromptfooFiles]. Code, values in other files, and assertions that
/// need a model are not translated.
final class PromptfooImport {

    private static final long LARGEST = 10_000_000;
    private static final int LONGEST_NAME = 63;

    private final Path file;
    private final String name;
    private final EvaluationDraft draft;
    private final PromptfooFiles files;

    /// @param name of the documents, and the beginning of their names if there are several
    PromptfooImport(Path file, String name, EvaluationDraft draft) {
        this.file = file;
        this.name = name;
        this.draft = draft;
        this.files = new PromptfooFiles(file.toAbsolutePath().resolveSibling(""));
    }

    /// A test.
    ///
    /// @param fields its variables
    private record Test(String title, Map<String, Object> fields, List<TranslatedAssertion> assertions) {}

    void run() {
        JsonNode config = read();
        List<List<Map<String, String>>> prompts = prompts(config.path("prompts"));
        if (!config.path("providers").isMissingNode()) {
            draft.leaveOut("providers", "register the models here; a gate names its candidate");
        }
        for (String member : List.of("scenarios", "redteam", "transform", "derivedMetrics", "nunjucksFilters")) {
            if (config.has(member)) {
                draft.leaveOut(member, "it has no counterpart");
            }
        }
        for (int i = 0; i < prompts.size(); i++) {
            String promptName = prompts.size() == 1 ? name : named("prompt-" + (i + 1));
            draft.addPrompt(promptName, prompts.get(i), Templates.variables(prompts.get(i)));
        }
        if (prompts.isEmpty()) {
            draft.leaveOut("tests", "a suite needs a prompt that can be translated");
            return;
        }
        List<TranslatedAssertion> shared = assertions(config.path("defaultTest"), "defaultTest");
        divide(tests(config, Templates.variables(prompts.getFirst())), shared, prompts.getFirst());
    }

    private JsonNode read() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new CannotContinue(file + " is larger than 10 MB.");
            }
            JsonNode config = YAMLMapper.builder().build().readTree(Files.readString(file));
            if (!config.isObject()) {
                throw new CannotContinue(file + " is not a configuration of promptfoo.");
            }
            return config;
        } catch (JacksonException e) {
            throw new CannotContinue(file + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CannotContinue("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private List<List<Map<String, String>>> prompts(JsonNode prompts) {
        List<List<Map<String, String>>> translated = new ArrayList<>();
        int number = 0;
        for (JsonNode prompt : prompts.isArray() ? prompts : List.of(prompts)) {
            String title = "prompt " + ++number;
            List<String> texts = texts(prompt);
            if (texts.isEmpty()) {
                draft.leaveOut(title, PromptfooFiles.NOT_READ);
            }
            for (String text : texts) {
                Templates.messages(text)
                        .ifPresentOrElse(
                                translated::add,
                                () -> draft.leaveOut(title, "it uses more of Nunjucks than names of variables"));
            }
        }
        return translated;
    }

    /// Returns the texts of a prompt; none if they cannot be read.
    private List<String> texts(JsonNode prompt) {
        String text = prompt.isObject()
                ? prompt.path("raw").asString(prompt.path("id").asString(""))
                : prompt.asString("");
        if (PromptfooFiles.isReference(text)) {
            return files.prompts(text).orElse(List.of());
        }
        return text.isBlank() ? List.of() : List.of(text);
    }

    /// Returns the tests of the configuration and of the files that it names.
    private List<JsonNode> listed(JsonNode tests) {
        List<JsonNode> listed = new ArrayList<>();
        if (tests.isMissingNode()) {
            draft.leaveOut("tests", "the configuration has none");
            return listed;
        }
        for (JsonNode each : tests.isArray() ? tests : List.of(tests)) {
            if (!each.isString()) {
                listed.add(each);
                continue;
            }
            String reference = each.asString("");
            files.tests(reference)
                    .ifPresentOrElse(
                            listed::addAll, () -> draft.leaveOut("tests " + reference, PromptfooFiles.NOT_READ));
        }
        return listed;
    }

    private List<Test> tests(JsonNode config, Set<String> variables) {
        Map<String, Object> defaults =
                fields("defaultTest", config.path("defaultTest").path("vars"));
        List<Test> tests = new ArrayList<>();
        int number = 0;
        for (JsonNode test : listed(config.path("tests"))) {
            String title = "test " + ++number;
            if (!test.isObject()) {
                draft.leaveOut(title, "it is not an object");
                continue;
            }
            Map<String, Object> fields = new LinkedHashMap<>(defaults);
            fields.putAll(fields(title, test.path("vars")));
            Set<String> missing = new LinkedHashSet<>(variables);
            missing.removeAll(fields.keySet());
            if (!missing.isEmpty()) {
                draft.leaveOut(title, "it has no text for " + String.join(", ", missing));
                continue;
            }
            tests.add(new Test(title, record(number, fields, variables), assertions(test, title)));
        }
        return tests;
    }

    private Map<String, Object> fields(String title, JsonNode vars) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : vars.properties()) {
            JsonNode value = each.getValue();
            String text = value.isValueNode() ? value.asString("") : value.toString();
            if (text.startsWith("file://") || value.isArray()) {
                draft.leaveOut(title, "its variable " + each.getKey() + " is in another file or a list of values");
            } else {
                fields.put(each.getKey(), text);
            }
        }
        return fields;
    }

    /// A record has an input: the variable of that name, else the first variable of the prompt.
    private static Map<String, Object> record(int number, Map<String, Object> fields, Set<String> variables) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", "test-" + number);
        String first = variables.stream().findFirst().orElse("");
        Object input = fields.containsKey("input") ? fields.get("input") : fields.get(first);
        members.put("input", input == null || input.toString().isBlank() ? "test " + number : input);
        fields.forEach((field, value) -> {
            if (!Set.of("id", "messages", "references", "slice").contains(field)) {
                members.put(field, value);
            }
        });
        return members;
    }

    private List<TranslatedAssertion> assertions(JsonNode test, String title) {
        List<TranslatedAssertion> assertions = new ArrayList<>();
        JsonNode listed = test.path("assert");
        for (JsonNode assertion : listed) {
            String type = assertion.path("type").asString("?");
            if (assertion.has("transform") || assertion.has("provider")) {
                draft.leaveOut(title + ", assertion " + type, "it transforms the answer or calls a model");
                continue;
            }
            TranslatedAssertion.of(assertion)
                    .ifPresentOrElse(
                            assertions::add, () -> draft.leaveOut(title + ", assertion " + type, advice(type)));
        }
        return assertions;
    }

    private static String advice(String type) {
        return switch (type.replaceFirst("^not-", "")) {
            case "llm-rubric",
                    "g-eval",
                    "factuality",
                    "model-graded-closedqa",
                    "answer-relevance",
                    "context-recall",
                    "context-relevance",
                    "context-faithfulness",
                    "select-best" -> "it needs a judge: write a rubric, calibrate a judge and name it in the suite";
            case "javascript", "python", "webhook" -> "it is code: register it as a custom scorer";
            default -> "no metric has this meaning, or its value is computed when the test runs";
        };
    }

    private void divide(List<Test> tests, List<TranslatedAssertion> shared, List<Map<String, String>> messages) {
        Map<String, List<Test>> byKind = new LinkedHashMap<>();
        for (Test test : tests) {
            for (TranslatedAssertion assertion : needed(test, shared)) {
                List<Test> same = byKind.computeIfAbsent(assertion.kind(), _ -> new ArrayList<>());
                if (same.isEmpty() || !same.getLast().equals(test)) {
                    same.add(test);
                }
            }
        }
        byKind.forEach((kind, same) -> addSuite(byKind.size() == 1 ? name : named(kind), kind, same, shared, messages));
        if (byKind.isEmpty() && !tests.isEmpty()) {
            draft.leaveOut("tests", "none has an assertion that can be translated");
        }
    }

    private static List<TranslatedAssertion> needed(Test test, List<TranslatedAssertion> shared) {
        return test.assertions().isEmpty() ? shared : test.assertions();
    }

    private void addSuite(
            String suite,
            String kind,
            List<Test> tests,
            List<TranslatedAssertion> shared,
            List<Map<String, String>> messages) {
        List<Map<String, Object>> records = new ArrayList<>();
        TranslatedAssertion metric = null;
        for (Test test : tests) {
            List<String> texts = new ArrayList<>();
            for (TranslatedAssertion assertion : needed(test, shared)) {
                if (assertion.kind().equals(kind)) {
                    metric = assertion;
                    texts.addAll(assertion.texts());
                }
            }
            Map<String, Object> record = new LinkedHashMap<>(test.fields());
            record.put("references", texts);
            records.add(record);
        }
        if (metric == null) {
            return;
        }
        Map<String, Map<String, Object>> metrics = new LinkedHashMap<>();
        metrics.put(kind, metric.rule(label(kind, 0)));
        for (TranslatedAssertion each : shared) {
            if (!each.needsReferences()) {
                metrics.putIfAbsent(each.kind(), each.rule(label(each.kind(), metrics.size())));
            }
        }
        draft.addDataset(suite, records);
        draft.addSuite(suite, messages, List.copyOf(metrics.values()));
    }

    private static String label(String kind, int number) {
        String plain = kind.replaceAll("[^A-Za-z0-9_-].*", "");
        return number == 0 ? plain : plain + "-" + number;
    }

    private String named(String part) {
        String plain = part.replaceAll("[^A-Za-z0-9._-].*", "").toLowerCase(java.util.Locale.ROOT);
        String whole = name + "-" + plain;
        return whole.substring(0, Math.min(whole.length(), LONGEST_NAME));
    }
}
