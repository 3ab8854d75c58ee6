package io.plumbline.monitoring.window;

/// A class of calls by the length of their output, because a longer answer takes longer.
public enum OutputLength {
    /// Up to 100 tokens.
    SHORT,
    /// Up to 500 tokens.
    MEDIUM,
    /// More than 500 tokens.
    LONG;

    private static final long LONGEST_SHORT = 100;
    private static final long LONGEST_MEDIUM = 500;

    static OutputLength of(long tokens) {
        if (tokens <= LONGEST_SHORT) {
            return SHORT;
        }
        return tokens <= LONGEST_MEDIUM ? MEDIUM : LONG;
    }
}
