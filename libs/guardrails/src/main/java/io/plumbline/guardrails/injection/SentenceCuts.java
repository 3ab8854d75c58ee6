package io.plumbline.guardrails.injection;

/// Cuts a text into pieces of a sentence or less, as [Sentences] cuts the tokens of a window, but by characters, so
/// that nothing need be encoded for it: after a sentence or a line, where markup begins or ends, before what begins
/// like
/// an order or a question, and anyway after [#MOST] characters.
final class SentenceCuts {

    /// Fewer characters than this are no piece, but for a line.
    private static final int FEWEST = 16;

    private static final int MOST = 220;
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

    /// Takes the pieces.
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
