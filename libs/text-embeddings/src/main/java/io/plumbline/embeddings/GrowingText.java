package io.plumbline.embeddings;

/// A text as the encoder sees it while it grows, such as a streamed answer. Whenever something has come, it
/// sees
///
/// - each window that is complete by now, cut where it would be in the whole text, once;
/// - what has come and fills no window yet, with as much of what stands before it in its window as it is long
///   itself, and with [#LEAST_BEFORE] characters at least: what shows only over several short lines is seen
///   before they are gone, and not only when their window is full.
///
/// So every token is encoded once in its window, once when it is new, and beside what is new after it: once more
/// where pieces are long, twice where all of them have half of `LEAST_BEFORE`. Of shorter pieces each would cost
/// as much as one of that length, so they had better wait for each other. That is linear in the text's length.
/// Whoever looks at the whole in the end finds its windows in the [WindowMemory] that complete windows go
/// through.
///
/// It is the encoder of the passage that is looked at: nothing is encoded for whom nobody asks. Of any other
/// text, such as a part of that passage, it gives what the encoder gives. Not thread-safe.
public final class GrowingText implements TextEncoder {

    /// Characters that a window may take before it is given up, so that a word without an end is not read for
    /// ever.
    static final int MOST_OPEN = 4096;

    /// Characters before what is new that are always seen with it, if its window begins no later: some fifty
    /// tokens, two fifths of a window.
    public static final int LEAST_BEFORE = 192;

    private static final int LONGEST_WORD = 24;

    private final TextEncoder encoder;
    private final TextEncoder windows;
    private String text = "";
    private int open;
    private int fresh;
    private boolean used;

    /// @param encoder of what fills no window yet
    /// @param windows of complete windows
    public GrowingText(TextEncoder encoder, TextEncoder windows) {
        this.encoder = encoder;
        this.windows = windows;
    }

    /// Something has come.
    ///
    /// @param newText the end of the text, with what has come
    /// @param windowStart where in it the first window begins that was not complete before: [#open], in this
    ///     text
    /// @param freshFrom where in it begins what has come
    public void grow(String newText, int windowStart, int freshFrom) {
        text = newText;
        open = windowStart;
        fresh = freshFrom;
    }

    /// Where in the text the first window begins that is not complete. Text before it is needed no longer.
    public int open() {
        return used && text.length() - open <= MOST_OPEN ? open : text.length();
    }

    /// Whether anybody has asked for vectors yet.
    public boolean isUsed() {
        return used;
    }

    @Override
    public boolean isAvailable() {
        return encoder.isAvailable();
    }

    @Override
    public Encoding encode(String asked, TimeLimit expired) {
        if (!asked.equals(text)) {
            return encoder.encode(asked, expired);
        }
        used = true;
        int from = open;
        Encoding rest = windows.encode(text.substring(from), expired);
        int complete = Math.max(0, rest.windows() - 1);
        open = from + (rest.windows() == 0 ? 0 : rest.start(complete));
        int before = Math.max(text.length() - fresh, LEAST_BEFORE);
        int begin = Math.max(open, wordStart(fresh - before));
        return new Seen(rest, complete, from, encoder.encode(text.substring(begin), expired), begin);
    }

    /// The beginning of a word, here or a little behind; else here, where words have no ends.
    private int wordStart(int at) {
        int least = Math.max(0, at);
        for (int i = least; i < Math.min(fresh, least + LONGEST_WORD); i++) {
            if (i == 0 || Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        boolean half = least < fresh && Character.isLowSurrogate(text.charAt(least));
        return half ? least + 1 : Math.min(least, fresh);
    }

    /// The complete windows, and those of what is new behind them.
    private record Seen(Encoding rest, int complete, int from, Encoding last, int begin) implements Encoding {

        @Override
        public int windows() {
            return complete + last.windows();
        }

        @Override
        public int start(int window) {
            return window < complete ? from + rest.start(window) : begin + last.start(window - complete);
        }

        @Override
        public int end(int window) {
            return window < complete ? from + rest.end(window) : begin + last.end(window - complete);
        }

        @Override
        public EncodedWindow window(int window) {
            return window < complete
                    ? new Moved(rest.window(window), from)
                    : new Moved(last.window(window - complete), begin);
        }
    }

    /// A window of a part of the text, in the text.
    ///
    /// @param by where the part begins
    private record Moved(EncodedWindow window, int by) implements EncodedWindow {

        @Override
        public int tokens() {
            return window.tokens();
        }

        @Override
        public int start(int token) {
            return by + window.start(token);
        }

        @Override
        public int end(int token) {
            return by + window.end(token);
        }

        @Override
        public boolean continues(int token) {
            return window.continues(token);
        }

        @Override
        public float[] states(int layer) {
            return window.states(layer);
        }

        @Override
        public float[] mean(int layer) {
            return window.mean(layer);
        }
    }
}
