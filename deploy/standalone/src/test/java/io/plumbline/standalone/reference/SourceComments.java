package io.plumbline.standalone.reference;

import io.plumbline.testkit.ReferencePage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A record's descriptions of its components: the `@param` lines of the comment before it, which class files
/// lack.
final class SourceComments {

    private static final String LINE = "///";
    private static final String PARAM = "@param ";

    private SourceComments() {}

    /// Component → its description.
    static Map<String, String> of(Class<?> type) {
        List<String> lines = source(type);
        int declaration = 0;
        while (!lines.get(declaration).contains("record " + type.getSimpleName() + "(")) {
            declaration++;
        }
        int begin = declaration;
        while (begin > 0 && isBefore(lines.get(begin - 1).strip())) {
            begin--;
        }
        Map<String, String> descriptions = new LinkedHashMap<>();
        String name = "";
        for (String line : lines.subList(begin, declaration)) {
            String text = line.strip();
            text = text.startsWith(LINE) ? text.substring(LINE.length()).strip() : "";
            if (text.startsWith(PARAM)) {
                String[] words = text.substring(PARAM.length()).split(" ", 2);
                name = words[0];
                text = words[1];
            }
            if (!name.isEmpty() && !text.isEmpty()) {
                descriptions.merge(name, text, (first, second) -> first + " " + second);
            }
        }
        return descriptions;
    }

    private static boolean isBefore(String line) {
        return line.startsWith(LINE) || line.startsWith("@");
    }

    private static List<String> source(Class<?> type) {
        String file =
                "src/main/java/" + type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.walk(ReferencePage.REPOSITORY, 2)) {
            return Files.readAllLines(modules.map(module -> module.resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no source of " + type)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
