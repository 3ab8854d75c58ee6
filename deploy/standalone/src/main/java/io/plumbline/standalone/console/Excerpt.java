package io.plumbline.standalone.console;

import tools.jackson.databind.JsonNode;

/// The beginning of a text, on one line of the terminal.
public final class Excerpt {

    private Excerpt() {}

    public static String of(JsonNode text, int width) {
        return of(text.asString(""), width);
    }

    public static String of(String text, int width) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= width) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, width - 1)).strip() + "…";
    }
}
