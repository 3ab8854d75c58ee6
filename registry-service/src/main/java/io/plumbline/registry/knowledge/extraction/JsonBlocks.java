package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.Block;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a JSON file: a paragraph for each element of the outermost array, or member of the outermost object, with
/// a line for each value and its path.
final class JsonBlocks {

    private static final int MAX_DEPTH = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(FileReaders.MAX_CHARACTERS)
                            .build())
                    .build())
            .build();

    private final Consumer<Block> sink;

    JsonBlocks(Consumer<Block> sink) {
        this.sink = sink;
    }

    void read(String text) throws RefusedFileException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new RefusedFileException(Refusal.DAMAGED);
        }
        if (root.isArray()) {
            root.forEach(element -> paragraph("", element));
        } else if (root.isObject()) {
            root.properties().forEach(member -> paragraph(member.getKey(), member.getValue()));
        } else {
            paragraph("", root);
        }
    }

    private void paragraph(String name, JsonNode value) {
        StringBuilder lines = new StringBuilder();
        append(name, value, lines);
        String text = lines.toString().strip();
        if (!text.isBlank()) {
            sink.accept(Block.paragraph(text, 0));
        }
    }

    private static void append(String path, JsonNode value, StringBuilder lines) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> append(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), lines));
        } else if (value.isArray()) {
            value.forEach(element -> append(path, element, lines));
        } else if (!value.isNull()) {
            String text = value.asString("").strip();
            if (!text.isEmpty()) {
                lines.append(path.isEmpty() ? "" : path + ": ").append(text).append('\n');
            }
        }
        if (lines.length() > FileReaders.MAX_CHARACTERS) {
            throw new TextLimitException();
        }
    }
}
