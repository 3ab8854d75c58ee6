package io.plumbline.eval.benchmark.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One row of a file, with checks that name its line.
///
/// @param line from 1
record Row(BenchmarkFile file, int line, JsonNode node) {

    private static final int MOST_TEXT = 100_000;
    /// In a value with its members, such as the descriptions of functions.
    private static final int MOST_VALUE = 500_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    MalformedBenchmarkException malformed(String reason) {
        return new MalformedBenchmarkException(file.name(), line, reason);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /// Returns a text of at least one visible character.
    String text(String name) {
        return text(name, node.path(name));
    }

    private String text(String name, JsonNode value) {
        String text = value.isString() ? value.asString() : "";
        if (text.isBlank()) {
            throw malformed("has no text in " + name);
        }
        return checked(name, text);
    }

    /// Returns a value with all its members.
    Object plain(String name) {
        checked(name, node.path(name), new int[1]);
        return JSON.convertValue(node.path(name), Object.class);
    }

    /// @param length receives the characters so far
    private void checked(String name, JsonNode value, int[] length) {
        if (value.isValueNode()) {
            length[0] += checked(name, value.asString()).length();
        }
        value.properties()
                .forEach(member -> length[0] += checked(name, member.getKey()).length());
        if (length[0] > MOST_VALUE) {
            throw tooLong(name, MOST_VALUE);
        }
        value.forEach(inner -> checked(name, inner, length));
    }

    private MalformedBenchmarkException tooLong(String name, int most) {
        return malformed("has more than " + most + " characters in " + name);
    }

    private String checked(String name, String text) {
        if (text.length() > MOST_TEXT) {
            throw tooLong(name, MOST_TEXT);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isHalf = Character.isHighSurrogate(c)
                    ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                    : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
            if (c == 0 || isHalf) {
                throw malformed("has a character in " + name + " that cannot be stored");
            }
        }
        return text;
    }

    /// Returns a text, or one of these; empty if all are missing.
    Optional<String> optional(String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isString() && !value.asString().isBlank()) {
                return Optional.of(checked(name, value.asString()));
            }
            if (value.isNumber()) {
                return Optional.of(value.asString());
            }
        }
        return Optional.empty();
    }

    /// Returns a list of texts.
    List<String> texts(String name, int least, int most) {
        JsonNode values = node.path(name);
        if (!values.isArray() || values.size() < least || values.size() > most) {
            throw malformed("needs " + least + " to " + most + " texts in " + name);
        }
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(name, value)));
        return texts;
    }

    /// Returns the index of the correct choice: a number from 0, or a letter from A.
    int choice(String name, int choices) {
        JsonNode value = node.path(name);
        int index = value.isIntegralNumber() ? value.asInt(-1) : choice(value.isString() ? value.asString() : null);
        if (index < 0 || index >= choices) {
            throw malformed("names no choice in " + name);
        }
        return index;
    }

    private static int choice(@Nullable String text) {
        if (text == null || text.length() != 1) {
            return -1;
        }
        char c = text.charAt(0);
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' : -1;
    }
}
