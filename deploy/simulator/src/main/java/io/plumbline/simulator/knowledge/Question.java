package io.plumbline.simulator.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the actual question in a message that contains context: retrieved passages, a transcript, a template.
public final class Question {
    private static final List<String> MARKERS =
            List.of("question:", "query:", "customer:", "user:", "input:", "<question>", "customer asks:");

    private static final int LONGEST = 10_000;

    private Question() {}

    /// The text after the last marker such as `Question:` up to the end of its paragraph; else the last paragraph
    /// with a question mark; else the whole message.
    public static String within(String message) {
        String question =
                marked(message).or(() -> lastWithQuestionMark(message)).orElseGet(message::strip);
        return tail(question);
    }

    /// The last 10,000 characters: no question is longer, and the text before it may be megabytes.
    public static String tail(String text) {
        return text.substring(Math.max(0, text.length() - LONGEST));
    }

    private static Optional<String> marked(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        int from = -1;
        for (String marker : MARKERS) {
            int at = lower.lastIndexOf(marker);
            if (at >= 0 && startsWord(lower, at)) {
                from = Math.max(from, at + marker.length());
            }
        }
        return from < 0 || from > message.length()
                ? Optional.empty()
                : Optional.of(firstParagraph(message.substring(from))).filter(paragraph -> !paragraph.isEmpty());
    }

    private static Optional<String> lastWithQuestionMark(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> line.contains("?"))
                .reduce((earlier, later) -> later);
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private static String firstParagraph(String text) {
        String stripped = text.strip();
        int end = stripped.length();
        for (String terminator : List.of("\n\n", "</question>", "\nAnswer:", "\nanswer:")) {
            int at = stripped.indexOf(terminator);
            end = at >= 0 && at < end ? at : end;
        }
        return stripped.substring(0, end).strip();
    }
}
