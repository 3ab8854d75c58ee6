package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.token.IntSequence;
import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;

/// The tokenizer `13a` of sacreBLEU, that of NIST's `mteval-v13a.pl`: separates ASCII punctuation, but not
/// apostrophes, full stops and commas between digits, dashes except after a digit, and nothing beyond ASCII.
///
/// The reference applies four consecutive substitutions. Their effect on a character depends only on its two
/// neighbours, and on whether a full stop or comma before it was already separated, so one pass gives the same
/// result.
final class Tokenizer13a {

    /// `{-~`, `[-backtick`, space to `&`, `(-+`, `:-@` and `/`: always separate tokens.
    private static final boolean[] SYMBOL = symbols();

    private Tokenizer13a() {}

    static int[] tokenize(String text, TokenNumbers vocabulary) {
        char[] chars = unescape(WhiteSpace.stripEnd(text)).toCharArray();
        IntSequence tokens = new IntSequence(chars.length / 4);
        int start = 0;
        boolean splitStop = false;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            char before = i == 0 ? ' ' : chars[i - 1];
            boolean alone;
            if (c == '.' || c == ',') {
                // the substitution before has used up a stop that it split, so it cannot be the neighbour of the next
                boolean splitAfterBefore = !isDigit(before) && !splitStop;
                boolean beforeNoDigit = i + 1 == chars.length || !isDigit(chars[i + 1]);
                splitStop = splitAfterBefore;
                alone = splitAfterBefore || beforeNoDigit;
            } else {
                splitStop = false;
                alone = c == '-' ? isDigit(before) : isSymbol(c);
            }
            if (alone || WhiteSpace.is(c)) {
                if (i > start) {
                    tokens.add(vocabulary.numberOf(chars, start, i));
                }
                if (alone && c != ' ') {
                    tokens.add(vocabulary.numberOf(chars, i, i + 1));
                }
                start = i + 1;
            }
        }
        if (chars.length > start) {
            tokens.add(vocabulary.numberOf(chars, start, chars.length));
        }
        return tokens.toArray();
    }

    private static String unescape(String text) {
        String result = text.indexOf('<') < 0 ? text : text.replace("<skipped>", "");
        if (result.indexOf('\n') >= 0) {
            result = result.replace("-\n", "").replace('\n', ' ');
        }
        if (result.indexOf('&') >= 0) {
            result = result.replace("&quot;", "\"")
                    .replace("&amp;", "&")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">");
        }
        return result;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSymbol(char c) {
        return c < SYMBOL.length && SYMBOL[c];
    }

    private static boolean[] symbols() {
        boolean[] symbol = new boolean[128];
        for (char c = ' '; c < symbol.length; c++) {
            symbol[c] = (c >= '{' && c <= '~')
                    || (c >= '[' && c <= '`')
                    || c <= '&'
                    || (c >= '(' && c <= '+')
                    || (c >= ':' && c <= '@')
                    || c == '/';
        }
        return symbol;
    }
}
