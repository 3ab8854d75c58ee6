package io.plumbline.standalone.english;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.english.TranslatedPhrases.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Keeps translated phrasing out of the user-facing texts. `translated-phrases.txt` has the phrases with suggestions.
class PlainEnglishTest {

    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules", ".git", ".plumbline");

    /// OpenAPI files whose descriptions are not rewritten yet. Remove a file once it is rewritten; add none.
    private static final Set<String> NOT_REWRITTEN = Set.of("gateway.json");

    private final TranslatedPhrases phrases = TranslatedPhrases.load();

    @Test
    void usesNoTranslatedPhrasesInDocumentation() {
        List<Path> pages = new ArrayList<>(Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
                .map(REPOSITORY::resolve)
                .toList());
        pages.addAll(files("docs", ".md"));

        assertThat(hits(pages, Text::ofMarkdown)).isEmpty();
    }

    @Test
    void usesNoTranslatedPhrasesOnPages() {
        List<Path> templates = Stream.of(
                        "libs/web-kit",
                        "governance-service",
                        "registry-service",
                        "gateway-service",
                        "eval-service",
                        "monitoring-service")
                .flatMap(module -> files(module + "/src/main/resources", ".html").stream())
                .toList();

        assertThat(templates).isNotEmpty();
        assertThat(hits(templates, Text::ofHtml)).isEmpty();
    }

    @Test
    void usesNoTranslatedPhrasesInDescriptionsOfTheApi() {
        List<Path> schemas = files("docs/reference", ".json").stream()
                .filter(file -> !NOT_REWRITTEN.contains(file.getFileName().toString()))
                .toList();

        assertThat(schemas).isNotEmpty();
        assertThat(hits(schemas, Text::ofJson)).isEmpty();
    }

    @Test
    void namesTheLineThePhraseAndTheSuggestion() {
        Text text = Text.ofMarkdown("""
                Fine: `is told` in code.

                ```
                whoever
                ```
                The caller is
                told to wait.
                """);

        assertThat(phrases.in(text)).singleElement().satisfies(hit -> {
            assertThat(hit.line()).isEqualTo(6);
            assertThat(hit.phrase()).isEqualTo("is told");
            assertThat(hit.suggestion()).contains("is notified");
        });
    }

    @Test
    void readsTheDescriptionsOfTheApi() {
        Text text = Text.ofJson("""
                {"operationId": "anew", "x": {"description" : "Made anew.",
                  "title": "The \\"like\\", or the like"}}
                """);

        assertThat(phrases.in(text)).extracting(Hit::line).containsExactly(1, 2);
    }

    private List<String> hits(List<Path> files, Function<String, Text> reader) {
        return files.parallelStream()
                .flatMap(file -> phrases.in(reader.apply(read(file))).stream()
                        .map(hit -> describe(REPOSITORY.relativize(file), hit)))
                .toList();
    }

    private static String describe(Path file, Hit hit) {
        return "%s:%d: \"%s\": write: %s".formatted(file, hit.line(), hit.phrase(), hit.suggestion());
    }

    private static List<Path> files(String folder, String suffix) {
        Path root = REPOSITORY.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> StreamSupport.stream(root.relativize(file).spliterator(), false)
                            .map(Path::toString)
                            .noneMatch(NO_SOURCES::contains))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
