package io.plumbline.simulator.answer;

import java.util.ArrayList;
import java.util.List;

/// The simulator's tokens: up to six letters or three digits of a word with the space before them, or one other
/// character. English text has about 1.3 of them per word, as with real tokenizers, though the counts never match
/// exactly.
///
/// The joined pieces equal the text. Plain answers, streams and token counts all use them, and therefore agree to
/// the token.
public final class SimulatedTokens {
    private static final int LETTERS = 6;
    private static final int DIGITS = 3;

    private SimulatedTokens() {}

    public static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = end(text, at);
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    public static int count(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at = end(text, at)) {
            count++;
        }
        return count;
    }

    private static int end(String text, int start) {
        int word = start;
        while (word < text.length() && Character.isWhitespace(text.charAt(word))) {
            word++;
        }
        int at = word;
        while (at < text.length() && at - word < LETTERS && Character.isLetter(text.charAt(at))) {
            at++;
        }
        if (at == word) {
            while (at < text.length() && at - word < DIGITS && Character.isDigit(text.charAt(at))) {
                at++;
            }
        }
        return at == word && at < text.length() ? at + Character.charCount(text.codePointAt(at)) : at;
    }
}
