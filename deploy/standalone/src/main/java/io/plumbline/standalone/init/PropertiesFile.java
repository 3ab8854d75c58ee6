package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.OwnerOnlyFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/// A properties file as Java and Spring read it, sorted and without a date: equal content gives equal files.
final class PropertiesFile {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private PropertiesFile() {}

    /// The content of the file; empty if it does not exist.
    static SortedMap<String, String> read(Path file) {
        SortedMap<String, String> values = new TreeMap<>();
        if (!Files.exists(file)) {
            return values;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String comment, Map<String, String> values) {
        StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
        new TreeMap<>(values)
                .forEach((key, value) ->
                        text.append(key).append('=').append(escaped(value)).append('\n'));
        try {
            OwnerOnlyFile.write(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> {
            boolean leadingSpace = c == ' ' && escaped.isEmpty();
            if (c == '\\' || leadingSpace) {
                escaped.append('\\').append((char) c);
            } else if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
