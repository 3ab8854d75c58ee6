package io.plumbline.standalone.evalimport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The files that a configuration of promptfoo names with `file://`. Only files of data below the folder of the
/// configuration are read, each of at most 10 MB.
final class PromptfooFiles {

    static final String NOT_READ = "it is in another file, which is missing, is code or CSV, is larger than 10 MB,"
            + " or is not below the folder";

    private static final String PREFIX = "file://";
    private static final long LARGEST = 10_000_000;
    private static final Set<String> TEXTS = Set.of("txt", "md");
    private static final Set<String> DATA = Set.of("json", "yaml", "yml");

    private final Path folder;

    PromptfooFiles(Path folder) {
        this.folder = folder;
    }

    static boolean isReference(String text) {
        return text.startsWith(PREFIX) || text.startsWith("exec:");
    }

    /// Returns the prompts of a file; empty if it cannot be read. A text has several if lines of `---` divide it, and
    /// other files have one list of messages.
    Optional<List<String>> prompts(String reference) {
        if (TEXTS.contains(ending(reference))) {
            return read(reference)
                    .map(text -> List.of(text.split("(?m)^---\\s*$")).stream()
                            .map(String::strip)
                            .filter(each -> !each.isEmpty())
                            .toList());
        }
        return data(reference).map(list -> List.of(list.toString()));
    }

    /// Returns the tests of a file; empty if it cannot be read.
    Optional<List<JsonNode>> tests(String reference) {
        if (ending(reference).equals("jsonl")) {
            return read(reference).flatMap(PromptfooFiles::lines);
        }
        return data(reference).map(tests -> tests.isArray() ? List.copyOf(tests.values()) : List.of(tests));
    }

    private static Optional<List<JsonNode>> lines(String text) {
        List<JsonNode> tests = new ArrayList<>();
        try {
            for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
                tests.add(JsonMapper.shared().readTree(line));
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return Optional.of(tests);
    }

    private Optional<JsonNode> data(String reference) {
        if (!DATA.contains(ending(reference))) {
            return Optional.empty();
        }
        return read(reference).flatMap(text -> {
            try {
                return Optional.of(YAMLMapper.builder().build().readTree(text));
            } catch (JacksonException e) {
                return Optional.empty();
            }
        });
    }

    private static String ending(String reference) {
        return reference.substring(reference.lastIndexOf('.') + 1);
    }

    private Optional<String> read(String reference) {
        if (!reference.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            Path file = folder.resolve(reference.substring(PREFIX.length()));
            boolean readable = Files.isRegularFile(file)
                    && file.toRealPath().startsWith(folder.toRealPath())
                    && Files.size(file) <= LARGEST;
            return readable ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
