package io.plumbline.simulator.answer;

import java.util.regex.Pattern;

/// Splits a text into sentences by punctuation.
final class SentenceSplitter {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})");

    private SentenceSplitter() {}

    static String first(String text) {
        return BOUNDARY.split(text, 2)[0];
    }
}
