package io.plumbline.bench.conformance;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A folder of corpora, each a file with one JSON object per line.
public record Corpora(Path folder) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public boolean have(String file) {
        return Files.isRegularFile(folder.resolve(file));
    }

    /// The rows of a file; none if there is no such file.
    ///
    /// @throws CannotContinue if it cannot be read, or has another format
    public List<JsonNode> rows(String file) {
        if (!have(file)) {
            return List.of();
        }
        try (var lines = Files.lines(folder.resolve(file))) {
            return lines.filter(line -> !line.isBlank()).map(JSON::readTree).toList();
        } catch (IOException | JacksonException e) {
            throw new CannotContinue("%s cannot be read.".formatted(folder.resolve(file)), e);
        }
    }
}
