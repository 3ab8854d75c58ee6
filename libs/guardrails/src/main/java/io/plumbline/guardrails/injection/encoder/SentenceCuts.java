package io.plumbline.guardrails.injection.encoder;

/// Cuts a text into pieces of at most a sentence, as [TokenSentences] cuts the tokens of a window, but by characters,
/// which needs no encoder: after a sentence or a line, where markup begins or ends, before the beginning of an
/// instruction or a question, and in any case after [#MOST] characters.
final class SentenceCuts {

    /// The minimum number of characters in a piece, except for a line.
    private static final int FEWEST = 16;

    private static final int MOST = 220;
    private static final int FEWEST_WORDS = 3;

    /// The first code point of scripts in which a letter is a word or most of one.
    private static final char UNSPACED_FROM = 0x0E00;

    private static final int ASCII = 128;
    private static final String MARKUP = "<>|{}\"";
    private static final String ENDS = ".!?:;";
    private static final String ENDS_WITHOUT_SPACE = "。！？…";
    private static final boolean[] MAY_END = new boolean[ASCII];

    static {
        for (char c : (MARKUP + ENDS + "\n").toCharArray()) {
            MAY_END[c] = true;
        }
    }

    private SentenceCuts() {}

    /// Receives the pieces.
    interface Sink {
        /// @param end one past the last character
        void piece(int start, int end);
    }

    static void read(CharSequence text, int from, int to, Sink sink) {
        int start = from;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            int size = at + 1 - start;
            if (size == 1 && Character.isWhitespace(c)) {
                start++;
            } else if (c == ' ' && at + 1 < to && SentenceCues.begins(text, at + 1, to)) {
                sink.piece(start, at);
                start = at + 1;
            } else if ((size >= FEWEST || c == '\n') && ends(text, c, at, to, size)) {
                sink.piece(start, at + 1);
                start = at + 1;
            }
        }
        if (start < to) {
            sink.piece(start, to);
        }
    }

    /// Whether there are enough words for a request: a field name, a number, a path or a keyword is not enough.
    static boolean saysSomething(CharSequence text, int start, int end) {
        int words = 0;
        boolean inWord = false;
        for (int i = start; i < end && words < FEWEST_WORDS; i++) {
            char c = text.charAt(i);
            boolean letter = Character.isLetter(c);
            words += letter && (!inWord || c >= UNSPACED_FROM) ? 1 : 0;
            inWord = !Character.isWhitespace(c) && (inWord || letter);
        }
        return words >= FEWEST_WORDS;
    }

    private static boolean ends(CharSequence text, char c, int at, int to, int size) {
        if (size >= MOST && (Character.isWhitespace(c) || size >= 2 * MOST) && !Character.isHighSurrogate(c)) {
            return true;
        }
        if (c >= ASCII) {
            return ENDS_WITHOUT_SPACE.indexOf(c) >= 0;
        }
        if (!MAY_END[c]) {
            return false;
        }
        return ENDS.indexOf(c) < 0 || at + 1 == to || Character.isWhitespace(text.charAt(at + 1));
    }
}
