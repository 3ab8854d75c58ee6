package io.plumbline.personaldata.pii.label;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Labels that identify the number after them: lines of `ENTITY: label, label`, several for an entity with many.
public final class EntityLabels {

    private static final Map<String, String[]> CONTEXT = read("context-words.txt");

    private EntityLabels() {}

    /// The words of lists of `context-words.txt`.
    public static String[] words(String... lists) {
        return Stream.of(lists)
                .flatMap(list -> Stream.of(Objects.requireNonNull(CONTEXT.get(list), list)))
                .toArray(String[]::new);
    }

    /// The labels of each entity, in the order of the file.
    ///
    /// @param name of a resource beside this class
    static Map<String, String[]> read(String name) {
        try (InputStream in = EntityLabels.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing list: " + name);
            }
            Map<String, String[]> labels = new LinkedHashMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    int colon = line.indexOf(": ");
                    labels.merge(
                            line.substring(0, colon),
                            line.substring(colon + 2).split(", "),
                            (some, more) ->
                                    Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new));
                }
            }
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
