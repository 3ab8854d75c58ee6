package io.plumbline.eval.metric.match;

import io.plumbline.eval.metric.token.IntSequence;
import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;
import java.util.Locale;

/// Splits an answer like SQuAD's evaluation script: lower case, ASCII punctuation deleted ("don't" becomes
/// "dont"), then the separate words a, an and the deleted, then split at white space.
final class SquadTokenizer {

    private SquadTokenizer() {}

    static int[] tokenize(String text, TokenNumbers vocabulary) {
        char[] chars = text.toLowerCase(Locale.ROOT).toCharArray();
        int length = deletePunctuation(chars);
        blankArticles(chars, length);
        IntSequence tokens = new IntSequence(length / 4);
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || WhiteSpace.is(chars[i])) {
                if (i > start) {
                    tokens.add(vocabulary.numberOf(chars, start, i));
                }
                start = i + 1;
            }
        }
        return tokens.toArray();
    }

    private static int deletePunctuation(char[] chars) {
        int length = 0;
        for (char c : chars) {
            if (!isPunctuation(c)) {
                chars[length++] = c;
            }
        }
        return length;
    }

    /// A word here is a run of letters and digits and need not be a token: the script also deletes the "a" of
    /// "—a—".
    private static void blankArticles(char[] chars, int length) {
        int start = 0;
        for (int i = 0; i < length; ) {
            int codePoint = Character.codePointAt(chars, i, length);
            int next = i + Character.charCount(codePoint);
            if (!isWordCharacter(codePoint)) {
                blankArticle(chars, start, i);
                start = next;
            }
            i = next;
        }
        blankArticle(chars, start, length);
    }

    private static void blankArticle(char[] chars, int start, int end) {
        boolean article = switch (end - start) {
            case 1 -> chars[start] == 'a';
            case 2 -> chars[start] == 'a' && chars[start + 1] == 'n';
            case 3 -> chars[start] == 't' && chars[start + 1] == 'h' && chars[start + 2] == 'e';
            default -> false;
        };
        for (int i = start; article && i < end; i++) {
            chars[i] = ' ';
        }
    }

    private static boolean isPunctuation(char c) {
        return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    }

    private static boolean isWordCharacter(int codePoint) {
        if (Character.isLetterOrDigit(codePoint)) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }
}
