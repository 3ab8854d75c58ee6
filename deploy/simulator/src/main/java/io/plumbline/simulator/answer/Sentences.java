package io.plumbline.simulator.answer;

import java.util.regex.Pattern;

/// Splits a text into sentences by punctuation.
final class Sentences {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})");

    private Sentences() {}

    static String first(String text) {
        return BOUNDARY.split(text, 2)[0];
    }
}
