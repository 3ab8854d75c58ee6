package io.plumbline.standalone.evalimport;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The documents that an import makes, in the form that `apply` reads, and everything that it does not
/// translate. Not thread-safe.
final class EvaluationDraft {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable String team;
    private final List<Map<String, Object>> documents = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> files = new LinkedHashMap<>();
    private final Set<String> untranslated = new LinkedHashSet<>();

    EvaluationDraft(@Nullable String team) {
        this.team = team;
    }

    /// Something that has no counterpart here.
    void leaveOut(String what, String reason) {
        untranslated.add(what + ": not translated: " + reason);
    }

    Set<String> untranslated() {
        return untranslated;
    }

    /// @param variables the placeholders of the messages, each a required text
    void addPrompt(String name, List<Map<String, String>> messages, Set<String> variables) {
        Map<String, Object> properties = new LinkedHashMap<>();
        variables.forEach(variable -> properties.put(variable, Map.of("type", "string")));
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("messages", messages);
        version.put(
                "variables", Map.of("type", "object", "properties", properties, "required", List.copyOf(variables)));
        documents.add(document("Prompt", name, Map.of("version", version)));
    }

    /// @param records at least one
    void addDataset(String name, List<Map<String, Object>> records) {
        files.put(name + ".jsonl", records);
        documents.add(document("Dataset", name, Map.of("file", name + ".jsonl")));
    }

    /// A suite over the dataset of the same name.
    void addSuite(String name, List<Map<String, String>> messages, List<Map<String, Object>> metrics) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("dataset", name);
        body.put("template", Map.of("messages", messages));
        body.put("metrics", metrics);
        documents.add(document("Suite", name, body));
    }

    boolean isEmpty() {
        return documents.isEmpty();
    }

    private Map<String, Object> document(String kind, String name, Map<String, Object> body) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", kind);
        document.put("name", name);
        if (team != null) {
            document.put("team", team);
        }
        document.putAll(body);
        return document;
    }

    /// Writes the files into a folder.
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("imported.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(documents));
            for (Map.Entry<String, List<Map<String, Object>>> file : files.entrySet()) {
                try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve(file.getKey()))) {
                    for (Map<String, Object> record : file.getValue()) {
                        lines.write(JSON.writeValueAsString(record));
                        lines.newLine();
                    }
                }
            }
        } catch (IOException e) {
            throw new CannotContinue("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }
}
