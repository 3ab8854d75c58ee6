package io.plumbline.simulator.answer;

import java.util.regex.Pattern;

/// Sentences of a text, as far as punctuation tells.
final class Sentences {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})");

    private Sentences() {}

    static String first(String text) {
        return BOUNDARY.split(text, 2)[0];
    }
}
