package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.token.IntSequence;
import io.plumbline.eval.metric.token.PorterStemmer;
import io.plumbline.eval.metric.token.TokenNumbers;

/// Splits text like `rouge_score`: runs of `a-z0-9` after lower-casing; with its stemmer, those longer than three
/// characters are stemmed. All other letters separate: "naïve" becomes "na" and "ve", and Chinese leaves nothing.
final class RougeTokenizer {

    private static final int SHORTEST_STEMMED = 4;

    /// The two letters beyond ASCII whose lower case is, or starts with, an ASCII letter.
    private static final char KELVIN_SIGN = '\u212a';

    private static final char CAPITAL_I_WITH_DOT = '\u0130';

    private RougeTokenizer() {}

    static int[] tokenize(String text, int from, int to, boolean stemmed, TokenNumbers vocabulary) {
        IntSequence tokens = new IntSequence((to - from) / 4);
        char[] token = new char[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            char letter = lowerCase(c);
            if (letter != 0) {
                token[length++] = letter;
            }
            // its lower case is an i and a combining dot, which separates
            if ((letter == 0 || c == CAPITAL_I_WITH_DOT) && length > 0) {
                tokens.add(number(token, length, stemmed, vocabulary));
                length = 0;
            }
        }
        if (length > 0) {
            tokens.add(number(token, length, stemmed, vocabulary));
        }
        return tokens.toArray();
    }

    private static int number(char[] token, int length, boolean stemmed, TokenNumbers vocabulary) {
        int stem = !stemmed || length < SHORTEST_STEMMED ? length : PorterStemmer.stem(token, length);
        return vocabulary.numberOf(token, 0, stem);
    }

    private static char lowerCase(char c) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            return c;
        }
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        return switch (c) {
            case KELVIN_SIGN -> 'k';
            case CAPITAL_I_WITH_DOT -> 'i';
            default -> 0;
        };
    }
}
