package io.plumbline.console.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A JSON document as text, in which the places of errors have lines.
public final class JsonLines {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private JsonLines() {}

    public static String write(Object document) {
        return JSON.writeValueAsString(document);
    }

    /// @throws JacksonException if the text is not a JSON object
    public static Map<String, Object> read(String text) {
        return JSON.readValue(text, DOCUMENT);
    }

    /// Says where and why the text is not a JSON object.
    public static String fault(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? "must be a JSON object"
                : "is not JSON at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage();
    }

    /// Returns the line of the place that a JSON Pointer leads to, or of the nearest one that contains it; null if
    /// there is none.
    public static @Nullable Integer lineOf(String text, String pointer) {
        Map<String, Integer> lines = lines(text);
        String place = pointer;
        while (!place.isEmpty()) {
            Integer line = lines.get(place);
            if (line != null) {
                return line;
            }
            place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        }
        return null;
    }

    private static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (JacksonException e) {
            return lines;
        }
        return lines;
    }
}
