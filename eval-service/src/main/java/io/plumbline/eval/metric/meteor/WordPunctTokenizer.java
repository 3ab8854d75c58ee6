package io.plumbline.eval.metric.meteor;

import io.plumbline.eval.metric.token.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Splits a text like NLTK 3.9's `wordpunct_tokenize`, `\w+|[^\w\s]+`, after lower-casing: runs of letters,
/// digits and underscores, and runs of other characters except white space.
final class WordPunctTokenizer {

    private WordPunctTokenizer() {}

    static List<String> tokenize(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> tokens = new ArrayList<>();
        int start = 0;
        Kind kind = Kind.SPACE;
        for (int i = 0; i < lower.length(); ) {
            int codePoint = lower.codePointAt(i);
            Kind next = Kind.of(codePoint);
            if (next != kind) {
                if (kind != Kind.SPACE) {
                    tokens.add(lower.substring(start, i));
                }
                start = i;
                kind = next;
            }
            i += Character.charCount(codePoint);
        }
        if (kind != Kind.SPACE) {
            tokens.add(lower.substring(start));
        }
        return tokens;
    }

    private enum Kind {
        SPACE,
        WORD,
        PUNCTUATION;

        static Kind of(int codePoint) {
            if (codePoint <= Character.MAX_VALUE && WhiteSpace.is((char) codePoint)) {
                return SPACE;
            }
            int type = Character.getType(codePoint);
            boolean word = codePoint == '_'
                    || Character.isLetterOrDigit(codePoint)
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
            return word ? WORD : PUNCTUATION;
        }
    }
}
