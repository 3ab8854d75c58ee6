package io.plumbline.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every write operation must state whether it can change production and what decides it.
class WritesReferenceTest {

    private static final Path PAGE = ReferencePage.REPOSITORY.resolve("docs/reference/writes.md");
    private static final Path DESCRIPTIONS = ReferencePage.REPOSITORY.resolve("docs/reference/openapi");
    private static final Set<String> WRITES = Set.of("post", "put", "delete", "patch");

    @Test
    void saysOfEveryWriteWhetherItCanChangeProduction() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| ") && line.contains(" | `"))
                        .map(line -> line.split("\\|", 4))
                        .filter(cells -> !cells[3].replace("|", "").isBlank())
                        .map(cells -> "|" + cells[1] + "|" + cells[2]))
                .containsExactlyInAnyOrderElementsOf(operations());
    }

    private static List<String> operations() throws IOException {
        try (Stream<Path> files = Files.list(DESCRIPTIONS)) {
            return files.sorted().flatMap(WritesReferenceTest::writes).toList();
        }
    }

    private static Stream<String> writes(Path description) {
        String service = description.getFileName().toString().replace(".json", "");
        JsonNode paths = JsonMapper.shared().readTree(description.toFile()).path("paths");
        return paths.properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .filter(WRITES::contains)
                        .map(method ->
                                "| %s | `%s %s` ".formatted(service, method.toUpperCase(Locale.ROOT), path.getKey())));
    }
}
