package io.plumbline.guardrails.injection.encoder;

import io.plumbline.embeddings.EncodedWindow;

/// Cuts a window's tokens into pieces of at most a sentence: after a sentence or a line, where markup begins or
/// ends, and in any case after [#MOST] tokens. A document's request of its reader is then a piece of its own.
///
/// Identical to `boundaries` in `src/training/injection/pieces.py`.
final class TokenSentences {

    /// The minimum number of tokens in a piece.
    private static final int FEWEST = 5;

    private static final int MOST = 48;
    private static final String MARKUP = "<>|{}\"";
    private static final String ENDS = ".!?:;";
    private static final String ENDS_WITHOUT_SPACE = "。！？…";

    private TokenSentences() {}

    /// Receives the pieces.
    interface Sink {
        /// @param begin first token
        /// @param end one past the last
        void piece(int begin, int end);
    }

    static void read(CharSequence text, EncodedWindow window, Sink sink) {
        int begin = 0;
        int waiting = -1;
        int count = window.tokens();
        for (int at = 1; at <= count; at++) {
            int size = at - begin;
            if (at < count && size < MOST && (size < FEWEST || !ends(text, window, at))) {
                continue;
            }
            if (at == count && size < FEWEST && waiting >= 0) {
                break;
            }
            if (waiting >= 0) {
                sink.piece(waiting, begin);
            }
            waiting = begin;
            begin = at;
        }
        if (waiting >= 0) {
            sink.piece(waiting, count);
        }
    }

    private static boolean ends(CharSequence text, EncodedWindow window, int at) {
        int from = window.end(at - 1);
        int to = window.start(at);
        char last = text.charAt(from - 1);
        if (MARKUP.indexOf(last) >= 0 || MARKUP.indexOf(text.charAt(to)) >= 0) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                return true;
            }
        }
        return (to > from && ENDS.indexOf(last) >= 0) || ENDS_WITHOUT_SPACE.indexOf(last) >= 0;
    }
}
