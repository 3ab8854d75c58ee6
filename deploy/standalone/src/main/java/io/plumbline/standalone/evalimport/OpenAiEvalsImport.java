package io.plumbline.standalone.evalimport;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Translates the registry of OpenAI evals: a folder with `evals/*.yaml` and `data/`. Evals of the classes
/// `Match`, `Includes` and `FuzzyMatch` with samples in the folder become datasets and suites.
final class OpenAiEvalsImport {

    private static final long LARGEST_REGISTRY = 3_000_000;
    private static final long LARGEST_SAMPLES = 200_000_000;
    private static final Map<String, Map<String, Object>> METRICS = Map.of(
            "evals.elsuite.basic.match:Match", Map.of("name", "startsWith"),
            "evals.elsuite.basic.includes:Includes", Map.of("name", "contains"),
            "evals.elsuite.basic.fuzzy_match:FuzzyMatch", Map.of("name", "tokenF1"));

    private final Path folder;
    private final EvaluationDraft draft;

    OpenAiEvalsImport(Path folder, EvaluationDraft draft) {
        this.folder = folder;
        this.draft = draft;
    }

    void run() {
        Path evals = folder.resolve("evals");
        if (!Files.isDirectory(evals)) {
            throw new CannotContinue(folder + " has no folder evals with YAML files.");
        }
        try (Stream<Path> files = Files.walk(evals)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList()) {
                read(file);
            }
        } catch (IOException e) {
            throw new CannotContinue("Cannot read " + evals + ": " + e.getMessage(), e);
        }
    }

    private void read(Path file) throws IOException {
        if (!isReadable(file, LARGEST_REGISTRY)) {
            draft.leaveOut(
                    file.toString(),
                    "it is not a file inside the folder, or larger than " + LARGEST_REGISTRY / 1_000_000 + " MB");
            return;
        }
        JsonNode registry;
        try {
            registry = YAMLMapper.builder().build().readTree(Files.readString(file));
        } catch (JacksonException e) {
            draft.leaveOut(file.toString(), "it is not YAML");
            return;
        }
        for (Map.Entry<String, JsonNode> each : registry.properties()) {
            if (each.getValue().has("class")) {
                translate(each.getKey(), each.getValue());
            }
        }
    }

    private void translate(String eval, JsonNode document) throws IOException {
        String type = document.path("class").asString("");
        Map<String, Object> metric = METRICS.get(type);
        if (metric == null) {
            draft.leaveOut(
                    "eval " + eval,
                    type.contains("modelgraded")
                            ? "a model grades it: write a rubric, calibrate a judge and name it in a suite"
                            : "no metric has the meaning of " + type);
            return;
        }
        String samples = document.path("args").path("samples_jsonl").asString("");
        Optional<Path> file = find(samples);
        if (file.isEmpty()) {
            draft.leaveOut("eval " + eval, "its samples are not in the folder: " + samples);
            return;
        }
        add(eval, metric, file.get());
    }

    private Optional<Path> find(String samples) throws IOException {
        for (Path candidate : List.of(folder.resolve("data").resolve(samples), folder.resolve(samples))) {
            if (!samples.isEmpty() && isReadable(candidate, LARGEST_SAMPLES)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// Whether it is a regular file inside the folder, also after links, and not too large.
    private boolean isReadable(Path file, long largest) throws IOException {
        return Files.isRegularFile(file)
                && file.toRealPath().startsWith(folder.toRealPath())
                && Files.size(file) <= largest;
    }

    /// Samples with one question and equal instructions become records with an input. Otherwise all become records with
    /// messages.
    private void add(String eval, Map<String, Object> metric, Path file) throws IOException {
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                continue;
            }
            number++;
            Optional<Sample> read = Sample.of(number, line);
            if (read.isEmpty()) {
                draft.leaveOut("eval " + eval + ", sample " + number, "it has no text or messages with a question");
            }
            read.ifPresent(samples::add);
        }
        if (samples.isEmpty()) {
            return;
        }
        String instructions = samples.getFirst().texts("system");
        boolean alike = samples.stream()
                .allMatch(
                        sample -> sample.isQuestion() && sample.texts("system").equals(instructions));
        List<Map<String, String>> messages = new ArrayList<>();
        if (alike && !instructions.isBlank()) {
            messages.add(Templates.message("system", instructions.replace("{{", "\\{{")));
        }
        messages.add(Templates.message("user", alike ? "{{input}}" : "{{messages}}"));
        String name = eval.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        Map<String, Object> rule = new LinkedHashMap<>(metric);
        rule.put("maxRegression", 0.05);
        draft.addDataset(
                name, samples.stream().map(sample -> sample.record(alike)).toList());
        draft.addSuite(name, messages, List.of(rule));
    }

    /// A sample.
    ///
    /// @param messages with a question of the user
    private record Sample(int number, List<Map<String, String>> messages, List<String> ideal) {

        private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");
        private static final String CONTENT = "content";
        private static final String ROLE = "role";
        private static final String USER = "user";

        static Optional<Sample> of(int number, String line) {
            JsonNode sample;
            try {
                sample = JsonMapper.shared().readTree(line);
            } catch (JacksonException e) {
                return Optional.empty();
            }
            List<String> ideal = new ArrayList<>();
            JsonNode given = sample.path("ideal");
            (given.isArray() ? given : List.of(given)).forEach(each -> ideal.add(each.asString("")));
            JsonNode input = sample.path("input");
            List<Map<String, String>> messages = new ArrayList<>();
            if (input.isString()) {
                messages.add(Templates.message(USER, input.asString()));
            }
            for (JsonNode message : input) {
                String role = message.path(ROLE).asString("");
                JsonNode content = message.path(CONTENT);
                if (!ROLES.contains(role) || !content.isString()) {
                    return Optional.empty();
                }
                messages.add(Templates.message(role, content.asString()));
            }
            boolean asks = messages.stream()
                    .anyMatch(message -> USER.equals(message.get(ROLE))
                            && !message.getOrDefault(CONTENT, "").isBlank());
            return asks ? Optional.of(new Sample(number, List.copyOf(messages), ideal)) : Optional.empty();
        }

        /// Whether it is one message of the user, after instructions.
        boolean isQuestion() {
            return messages.stream().limit(messages.size() - 1L).allMatch(message -> "system".equals(message.get(ROLE)))
                    && USER.equals(messages.getLast().get(ROLE));
        }

        /// Returns the texts of a role, each on lines of its own.
        String texts(String role) {
            return messages.stream()
                    .filter(message -> role.equals(message.get(ROLE)))
                    .map(message -> message.getOrDefault(CONTENT, ""))
                    .collect(Collectors.joining("\n"));
        }

        Map<String, Object> record(boolean asInput) {
            return Map.of(
                    "id",
                    "sample-" + number,
                    asInput ? "input" : "messages",
                    asInput ? texts(USER) : messages,
                    "references",
                    ideal);
        }
    }
}
