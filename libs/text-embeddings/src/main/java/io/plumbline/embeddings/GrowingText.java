package io.plumbline.embeddings;

/// The encoder's view of a growing text, such as a streamed answer. Whenever text arrives, it encodes
///
/// - each window that is now complete, cut as in the whole text, once;
/// - new text that does not fill a window yet, with context before it in its window: as many characters as the
///   new text is long, and at least [#LEAST_BEFORE]. What shows only over several short lines is thereby found
///   before the lines are passed on, and not only when their window is full.
///
/// Every token is encoded once in its window, once when it is new, and as context of newer text: once more if
/// pieces are long, twice if each has half of `LEAST_BEFORE`. Each shorter piece would cost as much as one of
/// that length; short pieces should therefore be collected. The cost is linear in the text's length. A later
/// inspection of the whole text finds its windows in the [WindowMemory] that complete windows pass through.
///
/// This is the encoder of the inspected passage: nothing is encoded unless a detector needs it. For any other
/// text, such as a part of that passage, it returns the underlying encoder's result. Not thread-safe.
public final class GrowingText implements TextEncoder {

    /// The maximum number of characters in a window; an endless word is abandoned after that.
    static final int MOST_OPEN = 4096;

    /// The minimum number of characters of context before new text, if its window begins early enough: some fifty
    /// tokens, two fifths of a window.
    public static final int LEAST_BEFORE = 192;

    private static final int LONGEST_WORD = 24;

    private final TextEncoder encoder;
    private final TextEncoder windows;
    private String text = "";
    private int open;
    private int fresh;
    private boolean used;

    /// @param encoder for text that does not fill a window yet
    /// @param windows for complete windows
    public GrowingText(TextEncoder encoder, TextEncoder windows) {
        this.encoder = encoder;
        this.windows = windows;
    }

    /// Adds new text.
    ///
    /// @param newText the end of the text, including the new part
    /// @param windowStart where the first previously incomplete window begins in it: [#open], in this text
    /// @param freshFrom where the new part begins in it
    public void grow(String newText, int windowStart, int freshFrom) {
        text = newText;
        open = windowStart;
        fresh = freshFrom;
    }

    /// Where the first incomplete window begins in the text. Earlier text is no longer needed.
    public int open() {
        return used && text.length() - open <= MOST_OPEN ? open : text.length();
    }

    /// Whether vectors have been requested yet.
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

    /// The beginning of a word, here or shortly after; else here, where words have no ends.
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

    /// The complete windows, and those of the new text after them.
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

    /// A window of a part of the text, with positions in the whole text.
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
