package io.plumbline.eval.metric.assertion;

/// The fenced block in which models write code.
final class FencedBlock {

    private static final String FENCE = "```";

    private FencedBlock() {}

    /// Returns the content of a text's first block, without the language name; the whole text without a block.
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
