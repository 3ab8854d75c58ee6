package io.plumbline.guardrails.output;

/// Tracks which parts of an answer are code in Markdown: fenced blocks and inline code. An unclosed backtick has
/// no effect. Not thread-safe.
final class CodeSpans {

    private static final int FENCE = 3;
    private static final int MAX_INDENT = 3;

    private final Snippet snippet;
    private char fence;
    private int inlineUntil = -1;

    CodeSpans(Snippet snippet) {
        this.snippet = snippet;
    }

    /// Begins a line.
    void lineStarts(int at) {
        int i = at;
        while (i - at < MAX_INDENT && snippet.at(i) == ' ') {
            i++;
        }
        char c = snippet.at(i);
        boolean isFence = (c == '`' || c == '~') && snippet.at(i + 1) == c && snippet.at(i + 2) == c;
        if (isFence && (fence == 0 || fence == c)) {
            boolean opens = fence == 0;
            fence = opens ? c : 0;
            inlineUntil = i + FENCE;
            snippet.set(opens ? Snippet.Quoting.CODE_BLOCK : Snippet.Quoting.BARE);
        }
    }

    /// Reads a backtick, which opens inline code if another closes it, or closes it.
    void backtick(int at) {
        if (fence != 0 || at < inlineUntil) {
            return;
        }
        if (at == inlineUntil) {
            snippet.set(Snippet.Quoting.BARE);
            return;
        }
        int end = snippet.lineEnd(at + 1);
        int close = snippet.text().indexOf('`', at + 1, end);
        if (close > at + 1) {
            inlineUntil = close;
            snippet.set(Snippet.Quoting.INLINE_CODE);
        }
    }
}
