package io.plumbline.eval.metric.assertion;

/// The block between three backquotes in which models put code.
final class FencedBlock {

    private static final String FENCE = "```";

    private FencedBlock() {}

    /// What is in the first block of a text, without the language's name; the whole text if it has none.
    static String orAll(String text) {
        int open = text.indexOf(FENCE);
        int line = open < 0 ? -1 : text.indexOf('\n', open);
        if (line < 0) {
            return text;
        }
        int close = text.indexOf(FENCE, line);
        return close < 0 ? text.substring(line + 1) : text.substring(line + 1, close);
    }
}
