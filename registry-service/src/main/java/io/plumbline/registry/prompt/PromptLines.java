package io.plumbline.registry.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Formats a prompt version as lines for comparison: a heading for each message and each further part.
final class PromptLines {

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PromptLines() {}

    static List<String> of(PromptDocument document) {
        List<String> lines = new ArrayList<>();
        for (JsonNode message : document.messages()) {
            lines.add("# " + message.path("role").asString());
            message.path("content").asString().lines().forEach(lines::add);
        }
        lines.add("# variables");
        addJson(lines, document.variables());
        lines.add("# technique");
        lines.add(Objects.requireNonNullElse(document.technique(), "none"));
        if (document.parameters() != null) {
            lines.add("# parameters");
            addJson(lines, document.parameters());
        }
        return lines;
    }

    private static void addJson(List<String> lines, JsonNode json) {
        PRETTY.writeValueAsString(json).lines().forEach(lines::add);
    }
}
