package io.plumbline.embeddings;

import java.util.Arrays;

/// The cuts of a text into windows: disjoint, in order, together all of its tokens.
///
/// A window that cannot hold the rest of the text ends at the end of a sentence or a line, as late as possible in
/// its second half; if there is none, before white space; else between words; else anywhere. Windows do not
/// overlap: a sentence is read whole, and each token belongs to one window.
final class WindowCuts {

    /// Word pieces in a window: 128 less the two special tokens.
    static final int PIECES = 126;

    private static final int LETTERS_BEFORE_A_FULL_STOP = 4;

    private final String text;
    private final WordPieces tokens;

    private WindowCuts(String text, WordPieces tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /// The first token of each window, and the number of all tokens after them.
    static int[] of(String text, WordPieces tokens) {
        WindowCuts cuts = new WindowCuts(text, tokens);
        int[] bounds = new int[2 * tokens.size() / PIECES + 2];
        int windows = 0;
        while (bounds[windows] < tokens.size()) {
            bounds[windows + 1] = cuts.after(bounds[windows]);
            windows++;
        }
        return Arrays.copyOf(bounds, windows + 1);
    }

    private int after(int begin) {
        int limit = begin + PIECES;
        if (tokens.size() <= limit) {
            return tokens.size();
        }
        int space = 0;
        int word = 0;
        for (int at = limit; at > begin + PIECES / 2; at--) {
            boolean gap = tokens.start(at) > tokens.end(at - 1);
            if ((gap && hasLineBreak(at)) || endsSentence(at - 1, gap)) {
                return at;
            }
            if (space == 0 && gap) {
                space = at;
            }
            if (word == 0 && !tokens.continues(at)) {
                word = at;
            }
        }
        return space > 0 ? space : word > 0 ? word : limit;
    }

    private boolean hasLineBreak(int at) {
        int lineBreak = text.indexOf('\n', tokens.end(at - 1), tokens.start(at));
        return lineBreak >= 0;
    }

    private boolean endsSentence(int last, boolean gap) {
        int mark = isClosing(lastCharacter(last)) && adjoins(last) ? last - 1 : last;
        return switch (lastCharacter(mark)) {
            // After fewer than four letters it may be an abbreviation.
            case '.' ->
                gap && adjoins(mark) && tokens.end(mark - 1) - tokens.start(mark - 1) >= LETTERS_BEFORE_A_FULL_STOP;
            case '!', '?', '…' -> gap;
            case '。', '！', '？' -> true;
            default -> false;
        };
    }

    private boolean adjoins(int token) {
        return tokens.start(token) == tokens.end(token - 1);
    }

    private char lastCharacter(int token) {
        return text.charAt(tokens.end(token) - 1);
    }

    private static boolean isClosing(char c) {
        return c == '"' || c == '\'' || c == '”' || c == '’' || c == ')' || c == ']';
    }
}
