package io.plumbline.console.dataset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A record as a row of a table.
///
/// @param input the input; of a conversation, its messages as lines
/// @param source the whole record as indented JSON
record RecordRow(
        @Nullable String id, String input, List<String> references, @Nullable String slice, String source) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static RecordRow of(JsonNode node) {
        List<String> references = new ArrayList<>();
        node.path("references").forEach(reference -> references.add(reference.asString("")));
        return new RecordRow(
                text(node.path("id")), input(node), references, text(node.path("slice")), JSON.writeValueAsString(node));
    }

    private static String input(JsonNode node) {
        if (node.has("input")) {
            return node.path("input").asString("");
        }
        List<String> lines = new ArrayList<>();
        node.path("messages")
                .forEach(message -> lines.add(message.path("role").asString("") + ": "
                        + (message.path("content").isString()
                                ? message.path("content").asString()
                                : message.path("content").toString())));
        return String.join("\n", lines);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asString("");
    }
}
