package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;

/// The tokenizer `intl` of sacreBLEU, the international one of NIST's `mteval-v14.pl`: separates Unicode
/// punctuation except between two numbers, and symbols always.
///
/// Like the reference, it applies three consecutive substitutions to the whole text. The first two match pairs of
/// characters and consume both.
final class InternationalTokenizer {

    private InternationalTokenizer() {}

    static int[] tokenize(String text, TokenNumbers vocabulary) {
        String before = splitPairs(text, true);
        String after = splitPairs(before, false);
        StringBuilder split = new StringBuilder(after.length() + 16);
        after.codePoints().forEach(c -> {
            if (isSymbol(c)) {
                split.append(' ').appendCodePoint(c).append(' ');
            } else {
                split.appendCodePoint(c);
            }
        });
        char[] chars = new char[split.length()];
        split.getChars(0, chars.length, chars, 0);
        return WhiteSpace.split(chars, chars.length, vocabulary);
    }

    /// @param punctuationSecond whether to split pairs of non-number and punctuation, or of punctuation and
    ///     non-number
    private static String splitPairs(String text, boolean punctuationSecond) {
        StringBuilder split = new StringBuilder(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int first = text.codePointAt(i);
            int next = i + Character.charCount(first);
            if (next < text.length()) {
                int second = text.codePointAt(next);
                if (punctuationSecond
                        ? !isNumber(first) && isPunctuation(second)
                        : isPunctuation(first) && !isNumber(second)) {
                    if (punctuationSecond) {
                        split.appendCodePoint(first)
                                .append(' ')
                                .appendCodePoint(second)
                                .append(' ');
                    } else {
                        split.append(' ').appendCodePoint(first).append(' ').appendCodePoint(second);
                    }
                    i = next + Character.charCount(second);
                    continue;
                }
            }
            split.appendCodePoint(first);
            i = next;
        }
        return split.toString();
    }

    private static boolean isNumber(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isSymbol(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL ->
                true;
            default -> false;
        };
    }
}
